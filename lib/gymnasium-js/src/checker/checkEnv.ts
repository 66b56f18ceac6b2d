import { checkKnownOptions } from '../knownOptions.js';
import { BaseEnv } from '../baseEnv.js';
import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { EnvironmentCheckError } from '../errors.js';
import { EnvSpec } from '../registry/envSpec.js';
import { make } from '../registry/make.js';
import { show } from '../text.js';
import { nameOf } from '../wrappers/wrapper.js';
import type { Report } from './findings.js';
import { checkMetadata, checkRender } from './renderChecks.js';
import { checkResetResult, checkStepResult } from './resultChecks.js';
import { sameData, sharesData, snapshot } from './sameData.js';
import { checkSpace } from './spaceChecks.js';

type Subject = Env<unknown, unknown>;

/**
 * Checks that an environment keeps the contract: spaces, the forms of `reset` and `step`, seeds that decide the episode,
 * results that are not reused, drawing and closing. It steps and resets the environment.
 * @param env best the bare environment (`make(...).unwrapped`), since wrappers can hide mistakes
 * @returns advice: things that are allowed but seldom wise
 * @throws EnvironmentCheckError at the first mistake, naming the environment and the value
 */
export function checkEnv(
  env: Subject,
  options: { skipRenderCheck?: boolean; skipCloseCheck?: boolean } = {},
): string[] {
  checkKnownOptions(options, ['skipRenderCheck', 'skipCloseCheck'], 'checkEnv');
  const advice: string[] = [];
  const report: Report = (severity, message) => {
    if (severity !== 'advice') throw new EnvironmentCheckError(`${describe(env)}: ${message}`);
    advice.push(message);
  };
  checkMembers(env, report);
  checkSpace(env.actionSpace, 'action', report);
  checkSpace(env.observationSpace, 'observation', report);
  checkMetadata(env.metadata, report);
  checkResets(env, report);
  checkStep(env, report);
  checkStepDeterminism(env, report);
  checkFreshData(env, report);
  if (options.skipRenderCheck !== true) checkRenderModes(env, report);
  if (options.skipCloseCheck !== true && env.spec instanceof EnvSpec) make(env.spec).close();
  return advice;
}

function describe(env: Subject): string {
  return typeof env?.reset === 'function' ? nameOf(env) : show(env);
}

function checkMembers(env: Subject, report: Report): void {
  for (const method of ['reset', 'step', 'render', 'close'] as const) {
    if (typeof env?.[method] !== 'function') report('fatal', `an environment needs a method ${method}`);
  }
  if (env.unwrapped !== env)
    report('advice', 'this environment is wrapped; check env.unwrapped, since wrappers can hide mistakes');
  if ('seed' in env) report('advice', 'a seed method is not part of the contract; reset({ seed }) is');
}

/** The generator's state, or null for environments that keep theirs to themselves. */
function generatorState(env: Subject): unknown {
  return env.unwrapped instanceof BaseEnv ? env.unwrapped.random.getState() : null;
}

function resetOnce(env: Subject, options: ResetOptions | undefined, report: Report): ResetResult<unknown> {
  const result = env.reset(options);
  checkResetResult(result, env.observationSpace, report);
  return snapshot(result);
}

function checkResets(env: Subject, report: Report): void {
  resetOnce(env, undefined, report);
  const first = resetOnce(env, { seed: 123 }, report);
  const firstState = generatorState(env);
  if (env.unwrapped instanceof BaseEnv && env.unwrapped.random.seed !== 123) {
    report('mistake', 'reset({ seed: 123 }) did not seed the generator; call this.beginReset(options) first');
  }
  const second = resetOnce(env, undefined, report);
  const third = resetOnce(env, { seed: 123 }, report);
  if (!sameData(firstState, generatorState(env))) {
    report('mistake', 'reset({ seed: 123 }) twice leaves the generator in two states; draw only from this.random');
  }
  const fourth = resetOnce(env, undefined, report);
  if (!isNondeterministic(env)) {
    compare(first.observation, third.observation, 'reset({ seed: 123 }) twice gives', report);
    compare(second.observation, fourth.observation, 'reset({ seed: 123 }) and then reset() twice gives', report);
  }
  resetOnce(env, { seed: 456 }, report);
  if (firstState !== null && sameData(firstState, generatorState(env))) {
    report('mistake', 'seeds 123 and 456 leave the generator in the same state; use the seed that is given');
  }
  resetOnce(env, { options: {} }, report);
}

function isNondeterministic(env: Subject): boolean {
  return env.spec?.nondeterministic ?? false;
}

function compare(a: unknown, b: unknown, what: string, report: Report): void {
  if (!sameData(a, b)) report('mistake', `${what} ${show(a)} and ${show(b)}; the seed must decide everything`);
}

function checkStep(env: Subject, report: Report): void {
  env.reset({ seed: 123 });
  env.actionSpace.seed(123);
  checkStepResult(env.step(env.actionSpace.sample()), env.observationSpace, report);
}

function checkStepDeterminism(env: Subject, report: Report): void {
  if (isNondeterministic(env)) return;
  env.actionSpace.seed(123);
  const action = env.actionSpace.sample();
  const run = (): StepResult<unknown> => {
    env.reset({ seed: 123 });
    return snapshot(env.step(snapshot(action)));
  };
  const first = run();
  const firstState = generatorState(env);
  const second = run();
  compare(first.observation, second.observation, 'the same seed and action give observations', report);
  compare(first.reward, second.reward, 'the same seed and action give rewards', report);
  compare(first.terminated, second.terminated, 'the same seed and action give terminated', report);
  compare(first.info, second.info, 'the same seed and action give infos', report);
  if (!sameData(firstState, generatorState(env))) {
    report('mistake', 'the same seed and action leave the generator in two states; draw only from this.random');
  }
  if (first.truncated) report('mistake', 'the first step is truncated; no episode can be that short');
}

/** Every pair among a reset, two steps and another reset must be independent data. */
function checkFreshData(env: Subject, report: Report): void {
  env.actionSpace.seed(123);
  const calls: { call: string; result: ResetResult<unknown>; kept: ResetResult<unknown> }[] = [];
  const keep = (call: string, result: ResetResult<unknown>): void => {
    calls.push({ call, result, kept: snapshot(result) });
  };
  keep('reset', env.reset({ seed: 123 }));
  for (let t = 1; t <= 2; t++) {
    const result = env.step(env.actionSpace.sample());
    keep(`step ${t}`, result);
    if (result.terminated || result.truncated) break;
  }
  keep('the next reset', env.reset({ seed: 123 }));
  calls.forEach((later, j) => {
    for (const earlier of calls.slice(0, j)) {
      for (const key of ['observation', 'info'] as const) {
        if (sharesData(earlier.result[key], later.result[key])) {
          report(
            'mistake',
            `${earlier.call} and ${later.call} returned the same ${key} object; return a fresh copy each time`,
          );
        }
      }
    }
  });
  for (const { call, result, kept } of calls) {
    if (!sameData(result.observation, kept.observation))
      report('mistake', `the observation of ${call} changed afterwards`);
  }
}

function checkRenderModes(env: Subject, report: Report): void {
  env.reset({ seed: 123 });
  checkRender(env, report);
  if (!(env.spec instanceof EnvSpec)) {
    report('advice', 'other render modes were not tried, because the environment was not made by make()');
    return;
  }
  for (const renderMode of env.metadata.renderModes) {
    const fresh: Subject = make(env.spec, { renderMode: renderMode as 'svg' });
    fresh.reset({ seed: 123 });
    checkRender(fresh, report);
    fresh.close();
  }
}
