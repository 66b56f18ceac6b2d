import { receiveMessageOnPort, workerData } from 'node:worker_threads';
import { makeVec } from '../registry/make.js';
import type { VectorEnv, VectorInfo } from '../vector/vectorEnv.js';
import { type Answer, type Command, type SharedStep, sharedStep, type WorkerSetup } from './sharedStep.js';
import { tell } from './toldError.js';

/** The loop of one worker thread: wait for a turn, do the command, write the results, say so. */
function run(setup: WorkerSetup): void {
  const { port, index } = setup;
  const shared = sharedStep(setup.sizes, setup.memory);
  const [given, done] = [2 * index, 2 * index + 1];
  let envs: VectorEnv | null = null;
  for (let turn = 1; ; turn++) {
    while (Atomics.load(shared.turns, given) < turn) Atomics.wait(shared.turns, given, turn - 1);
    const command = receiveMessageOnPort(port)?.message as Command;
    let answer: Answer;
    try {
      envs ??= start(setup);
      answer = obey(envs, command, setup, shared);
    } catch (error) {
      answer = { info: {}, ended: false, error: tell(error) };
    }
    port.postMessage(answer);
    Atomics.store(shared.turns, done, turn);
    Atomics.notify(shared.turns, done);
    if (command.call === 'close') break;
  }
  port.close();
}

function start({ modules, id, options, first, count }: WorkerSetup): VectorEnv {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- CommonJS modules that register environments
  for (const path of modules) require(path);
  const envs = makeVec(id, { ...options, numEnvs: count });
  if ('firstIndex' in envs) Reflect.set(envs, 'firstIndex', first);
  return envs;
}

function obey(envs: VectorEnv, command: Command, setup: WorkerSetup, shared: SharedStep): Answer {
  if (command.call === 'reset') return reset(envs, command, setup, shared);
  if (command.call === 'step') return step(envs, setup, shared);
  if (command.call === 'getState') return { info: {}, ended: false, state: envs.getState?.() };
  if (command.call === 'setState') envs.setState?.(command.state);
  else envs.close();
  return { info: {}, ended: false };
}

function reset(
  envs: VectorEnv,
  { seed, options }: Command & { call: 'reset' },
  setup: WorkerSetup,
  shared: SharedStep,
): Answer {
  const { observations, info } = envs.reset({ seed, options });
  shared.observations.set(observations, setup.first * setup.sizes.observationSize);
  return { info, ended: false };
}

function step(envs: VectorEnv, { first, count, sizes }: WorkerSetup, shared: SharedStep): Answer {
  const { actionSize, observationSize } = sizes;
  const result = envs.step(shared.actions.subarray(first * actionSize, (first + count) * actionSize));
  shared.observations.set(result.observations, first * observationSize);
  shared.rewards.set(result.rewards, first);
  shared.terminated.set(result.terminated, first);
  shared.truncated.set(result.truncated, first);
  const { finalObservation, ...info }: VectorInfo = result.info;
  shared.finalObservations.set(finalObservation ?? result.observations, first * observationSize);
  return { info, ended: finalObservation !== undefined };
}

run(workerData as WorkerSetup);
