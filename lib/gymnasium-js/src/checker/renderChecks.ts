import type { Env } from '../env.js';
import { show } from '../text.js';
import type { Report } from './findings.js';
import { isPlain } from './resultChecks.js';

/** Checks what the environment says about its drawing. */
export function checkMetadata(metadata: unknown, report: Report): void {
  if (!isPlain(metadata)) {
    report('mistake', `metadata must be { renderModes, renderFps }, got ${show(metadata)}`);
    return;
  }
  const { renderModes, renderFps } = metadata;
  if (!Array.isArray(renderModes) || !renderModes.every((mode) => typeof mode === 'string')) {
    report('mistake', `metadata.renderModes must be a list of strings, got ${show(renderModes)}`);
  } else if (renderModes.length > 0 && !(typeof renderFps === 'number' && renderFps > 0)) {
    report('mistake', `metadata.renderFps must be above 0, got ${show(renderFps)}`);
  }
}

/** Calls `render` and checks mode and frame. */
export function checkRender(env: Env<unknown, unknown>, report: Report): string | null {
  checkMetadata(env.metadata, report);
  const modes = env.metadata?.renderModes ?? [];
  if (env.renderMode !== null && !modes.includes(env.renderMode)) {
    report('fatal', `renderMode ${show(env.renderMode)} is not among metadata.renderModes ${show([...modes])}`);
  }
  const frame: unknown = env.render();
  if (env.renderMode === 'svg' && !(typeof frame === 'string' && /^<svg[\s>]/.test(frame))) {
    report('mistake', `render must return an SVG document in mode 'svg', got ${show(frame)}`);
  }
  if (env.renderMode === null && frame !== null) {
    report('mistake', `render must return null without a render mode, got ${show(frame)}`);
  }
  return typeof frame === 'string' ? frame : null;
}
