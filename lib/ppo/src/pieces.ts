/**
 * PPO from pieces that a reader has written: `require('ppo-lib/pieces')`. Lesson: notebooks/07b-your-own-pieces.ipynb.
 */
export { faultInPieces, lessonOfPiece } from './pieces/compare';
export { PieceFault } from './pieces/guard';
export { libraryPieces, type PieceName, type Pieces } from './pieces/pieces';
export { trainPieces, type PiecesRecord, type PiecesResult } from './pieces/run';
export { piecesSettings, type PiecesSettings } from './pieces/settings';
