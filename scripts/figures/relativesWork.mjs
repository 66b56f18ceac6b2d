// Floating-point operations of the matrix products of learning and acting, counted from the sizes of the networks.

/** @typedef {import('./relativesRun.mjs').Algorithm} Algorithm */
/**
 * @typedef {object} Job
 * @property {Algorithm} algorithm
 * @property {any} config           the whole configuration
 * @property {number} observationSize
 * @property {number} actions       number of discrete actions, or of components of a real one
 * @property {number[]} passes      of TRPO: gradients and forward passes of each step
 */

/**
 * A dense network's work for one row: forward, and for the gradient of its weights (which needs the forward pass, one product per layer
 * for the weights and one, but for the first layer, for what came in).
 * @param {number[]} sizes of the layers, the input's first
 */
export function networkWork(sizes) {
  const products = sizes.slice(1).map((size, i) => 2 * sizes[i] * size); // a multiplication and an addition for each weight
  const forward = products.reduce((a, b) => a + b, 0);
  return { forward, gradient: 3 * forward - products[0], inputGradient: 2 * forward };
}

/**
 * Work of acting, for one environment step; of learning, for one environment step; and of one update: what is learned from a rollout, or
 * for the learners with a memory one round of gradient steps.
 * @param {Job} job
 */
export function workOf(job) {
  const { acting, update, stepsPerUpdate } = counters[job.algorithm](job);
  return { acting, perStep: Math.round(update / stepsPerUpdate), update: Math.round(update), stepsPerUpdate };
}

/** @param {Job} job */
function actorCritic({ config, observationSize, actions }) {
  const stack = (/** @type {number} */ outputs) => networkWork([observationSize, ...config.hiddenSizes, outputs]);
  const [policy, value] = [stack(actions), stack(1)];
  return { policy, value, acting: policy.forward + value.forward, stepsPerUpdate: config.numEnvs * config.numSteps };
}

/** @param {Job} job */
function ofPpo(job) {
  const { policy, value, acting, stepsPerUpdate } = actorCritic(job);
  const update = job.config.numEpochs * stepsPerUpdate * (policy.gradient + value.gradient);
  return { acting, update, stepsPerUpdate };
}

/**
 * Every Fisher product is two gradients of the policy; the line search evaluates it; the value network learns as in PPO.
 * @param {Job} job
 */
function ofTrpo(job) {
  const { policy, value, acting, stepsPerUpdate } = actorCritic(job);
  const gradients = 1 + 2 * (job.config.cgIterations + 1);
  const evaluations = job.passes.reduce((sum, count) => sum + count - gradients, 0) / job.passes.length;
  const ofPolicy = gradients * policy.gradient + evaluations * policy.forward;
  const update = stepsPerUpdate * (ofPolicy + job.config.valueEpochs * value.gradient);
  return { acting, update, stepsPerUpdate };
}

/** @param {Job} job */
function ofPqn({ config, observationSize, actions }) {
  const q = networkWork([observationSize, ...config.hiddenSizes, actions]);
  const stepsPerUpdate = config.numEnvs * config.numSteps;
  return { acting: q.forward, update: config.numEpochs * stepsPerUpdate * q.gradient, stepsPerUpdate };
}

/** @param {Job} job */
function ofDqn({ config, observationSize, actions }) {
  const q = networkWork([observationSize, ...config.hiddenSizes, actions]);
  const row = q.gradient + q.forward * (config.doubleQ ? 2 : 1); // the target network values the next state
  const update = config.gradientSteps * config.minibatchSize * row;
  return { acting: q.forward, update, stepsPerUpdate: config.trainEvery };
}

/**
 * Targets: an action, two target critics. Critics: two gradients. Policy: an action, two critics and what their output says of the
 * action, and the policy's own gradient.
 * @param {Job} job
 */
function ofSac({ config, observationSize, actions }) {
  const actor = networkWork([observationSize, ...config.hiddenSizes, 2 * actions]);
  const critic = networkWork([observationSize + actions, ...config.hiddenSizes, 1]);
  const targets = actor.forward + 2 * critic.forward;
  const row = targets + 2 * critic.gradient + 2 * critic.inputGradient + actor.gradient;
  const update = config.gradientSteps * config.minibatchSize * row;
  return { acting: actor.forward, update, stepsPerUpdate: config.trainEvery };
}

const counters = { ppo: ofPpo, a2c: ofPpo, trpo: ofTrpo, pqn: ofPqn, dqn: ofDqn, sac: ofSac };
