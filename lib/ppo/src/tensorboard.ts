/**
 * Runs as event files, which TensorBoard opens: `require('ppo-lib/tensorboard')`. Written here, without a package, because none that is
 * maintained writes histograms and hyperparameters from JavaScript. Lesson: notebooks/13b-nothing-lost.ipynb.
 */
export { tensorboardLog, type TensorboardLog } from './tensorboard/tensorboardLog';
