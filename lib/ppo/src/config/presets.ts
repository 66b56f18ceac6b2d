import { a2c, cleanrl, deepDive, lecture25, masterySeries, spinningUp } from './sourcePresets';
import { fast, fastSmall, lessonTfjs, pendulum } from './tunedPresets';
import type { PpoConfig } from './types';

export type PresetName =
  | 'cleanrl'
  | 'spinningUp'
  | 'masterySeries'
  | 'deepDive'
  | 'lecture25'
  | 'a2c'
  | 'pendulum'
  | 'lessonTfjs'
  | 'fast'
  | 'fastSmall';

/** The settings by name; they cannot be changed, `ppoConfig` makes a changed copy. */
export const presets: Readonly<Record<PresetName, PpoConfig>> = frozen({
  cleanrl,
  spinningUp,
  masterySeries,
  deepDive,
  lecture25,
  a2c,
  pendulum,
  lessonTfjs,
  fast,
  fastSmall,
});

/** One reader's change must not become everybody's settings. */
function frozen(table: Record<PresetName, PpoConfig>): Readonly<Record<PresetName, PpoConfig>> {
  for (const preset of Object.values(table)) {
    Object.freeze(preset.hiddenSizes);
    Object.freeze(preset);
  }
  return Object.freeze(table);
}
