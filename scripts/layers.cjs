// Who may import whom. scripts/lib/imports.cjs makes the rules of it, which npm test and npm run check:fast check.
'use strict';

/**
 * Package -> the packages of ours that it may import. Whatever is not listed here may import none.
 * @type {Record<string, string[]>}
 */
const arrows = {
  'lib/gymnasium-js': [],
  'lib/engine': [],
  'lib/ppo': ['lib/engine', 'lib/gymnasium-js'],
  'lib/notebook': [],
  'lib/clinic': ['lib/notebook', 'lib/ppo', 'lib/engine', 'lib/gymnasium-js'],
  'lib/kernel': [],
};

/**
 * What the tests of a package may import besides: something to try it on.
 * @type {Record<string, string[]>}
 */
const forTests = {
  'lib/notebook': ['lib/gymnasium-js'],
};

/**
 * Package -> its folders under src from the ground up. A folder imports from itself and from rows before its own.
 * @type {Record<string, string[][]>}
 */
const layers = {
  'lib/ppo': [
    ['numbers'],
    ['statistics'],
    ['config'],
    ['networks'],
    ['distributions'],
    ['learner'],
    ['workers'],
    ['tfjs', 'compiled'],
    ['training'],
    ['relatives', 'pieces'],
    ['recurrent'],
    ['tokens'],
    ['manySeeds'],
    ['sources'],
    ['rllib', 'ray'],
    ['tensorboard'],
  ],
  'lib/notebook': [['values'], ['host'], ['static'], ['figures'], ['show', 'cards', 'replay'], ['browser']],
  'lib/clinic': [
    ['ward'],
    ['defects'],
    ['runs'],
    ['probes'],
    ['judge'],
    ['show'],
    ['bank'],
    ['papers', 'capstone'],
    ['tokenWard'],
  ],
  'lib/kernel': [['compile', 'interrupt'], ['protocol'], ['run'], ['worker']],
};

/**
 * The files that stand on top of a package's folders, and are what the package exports.
 * @type {Record<string, string[]>}
 */
const entries = {
  'lib/ppo': ['index', 'compiled', 'relatives', 'recurrent', 'tokens', 'pieces', 'ray', 'tensorboard'],
  'lib/notebook': ['index'],
  'lib/clinic': ['index', 'exam', 'tokens'],
  'lib/kernel': ['index', 'kernel', 'launch', 'page'],
};

/** Packages without tensors. */
const plain = ['lib/gymnasium-js', 'lib/engine'];

module.exports = { arrows, forTests, layers, entries, plain };
