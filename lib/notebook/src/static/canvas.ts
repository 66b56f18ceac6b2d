import { encodeRgba } from './png';

/** Heat maps are drawn small; without smoothing they must be enlarged before they are put into the picture. */
const SMALLEST_SIDE = 800;

/** The few operations of a 2d canvas context with which plotly paints heat maps. */
export class StaticCanvas {
  fillStyle = 'rgba(0,0,0,1)';
  private pixels: Uint8Array;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.pixels = new Uint8Array(4 * width * height);
  }

  createImageData(width: number, height: number): { data: Uint8ClampedArray; width: number; height: number } {
    return { data: new Uint8ClampedArray(4 * width * height), width, height };
  }

  putImageData(image: { data: ArrayLike<number> }): void {
    this.pixels = Uint8Array.from(image.data);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (this.fillStyle.match(/[\d.]+/g) ?? []).map(Number);
    const bottom = Math.min(this.height, Math.round(y + height));
    const right = Math.min(this.width, Math.round(x + width));
    for (let row = Math.max(0, Math.round(y)); row < bottom; row++) {
      for (let column = Math.max(0, Math.round(x)); column < right; column++) {
        this.pixels.set([red, green, blue, Math.round(255 * alpha)], 4 * (row * this.width + column));
      }
    }
  }

  toDataUrl(): string {
    const factor = Math.max(1, Math.ceil(SMALLEST_SIDE / Math.max(1, Math.min(this.width, this.height))));
    const [width, height] = [this.width * factor, this.height * factor];
    const large = new Uint8Array(4 * width * height);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const source = 4 * (Math.floor(row / factor) * this.width + Math.floor(column / factor));
        large.set(this.pixels.subarray(source, source + 4), 4 * (row * width + column));
      }
    }
    return `data:image/png;base64,${encodeRgba(large, width, height).toString('base64')}`;
  }
}
