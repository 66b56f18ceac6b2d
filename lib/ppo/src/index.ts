export * from './random';
export * from './stats';
export * from './surrogate';
export * from './advantage';
export * from './distributions';
export * from './schedules';
export * from './config';
export * from './presets';
export type { FlagArray, FloatArray, NumberArray } from './validate';
