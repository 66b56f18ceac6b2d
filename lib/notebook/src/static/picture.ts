import { kernelBridge } from '../host/outputs';
import { drawPng, type PictureSize } from './draw';

/**
 * The picture of a figure, base64; null in a page, which draws the figure itself and has nothing to draw a picture with.
 * @param where  starts the warning of `drawPng`
 */
export function pictureOf(data: unknown, layout: object, size: PictureSize, where: string): string | null {
  return kernelBridge()?.page === undefined ? drawPng(data, layout, size, where).toString('base64') : null;
}
