export * from './dist/box2d/index.js';
