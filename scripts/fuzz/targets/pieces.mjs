// Valid calls of ppo-lib/pieces.
import { begun } from '../target.mjs';

export const packageName = 'ppo-lib/pieces';

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  const { tdError, isSolved } = lib.libraryPieces;
  return {
    faultInPieces: {
      args: () => [{ tdError }, { seed: 1, cases: 3 }],
      names: ['pieces', 'options'],
      // that a piece is wrong is its answer
      accepts: ['pieces.tdError: function'],
    },
    trainPieces: {
      args: () => [{ pieces: { tdError, isSolved }, seed: 1, totalTimesteps: 2048 }],
      via: ([one]) => begun(lib.trainPieces(one)),
      names: ['options'],
      costly: true,
    },
    // A piece is what a reader has written, and what it is given is what the run gives it.
    libraryPieces: { why: 'functions that a run calls' },
    lessonOfPiece: { why: 'an object' },
    PieceFault: { why: 'an error' },
    piecesSettings: { why: 'an object' },
  };
}
