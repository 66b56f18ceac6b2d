import { requireFunction, requireNumber, requireOptions } from '../values/arguments';
import { isList, isPromise, quoted } from '../values/kinds';

/** Probabilities come as float32 and may be rounded. */
const SUM_TOLERANCE = 1e-3;

/** Throws unless the environment can be played and the policy called. */
export function checkPlay(
  env: unknown,
  policy: unknown,
  options: { readonly seed?: unknown; readonly maxSteps?: unknown },
): void {
  const missing = ['reset', 'step', 'render'].find(
    (name) => typeof (env as Record<string, unknown> | null)?.[name] !== 'function',
  );
  if (missing !== undefined)
    throw new TypeError(
      `replay: expected an environment, e.g. make('CartPole-v1', { renderMode: 'svg' }), got ${quoted(env)} without ${missing}()`,
    );
  requireFunction(policy, 'replay: policy', '(observation) => (observation[2] > 0 ? 1 : 0)');
  requireOptions(options, 'recordEpisode', ['seed', 'maxSteps']);
  const { seed, maxSteps } = options;
  if (seed !== undefined) requireNumber(seed, 'replay: seed', { from: 0, whole: true });
  if (maxSteps !== undefined) requireNumber(maxSteps, 'replay: maxSteps', { from: 1, whole: true });
}

/** Throws unless the policy has decided: an action, and where it tells them a distribution and a finite value. */
export function checkDecision(
  {
    action,
    probabilities,
    value,
  }: { readonly action: unknown; readonly probabilities?: unknown; readonly value?: unknown },
  step: number,
): void {
  const where = `replay: step ${step}: the policy`;
  if (isPromise(action)) Promise.resolve(action).catch(() => undefined); // its failure must not end another cell
  if (action === undefined || action === null || isPromise(action))
    throw new TypeError(
      `${where} gave ${quoted(action)} as the action; return a number or a list${isPromise(action) ? ', not a promise: leave out `async`' : ''}`,
    );
  if (value !== undefined && value !== null) requireNumber(value, `${where}'s value`);
  if (probabilities === undefined || probabilities === null) return;
  const shares = isList(probabilities) ? Array.from(probabilities) : null;
  const sum = shares?.reduce<number>((total, share) => total + Number(share), 0) ?? NaN;
  const isShare = (share: unknown): boolean => typeof share === 'number' && share >= 0 && share <= 1 + SUM_TOLERANCE;
  if (shares?.every(isShare) && Math.abs(sum - 1) <= SUM_TOLERANCE) return;
  const got = shares === null ? quoted(probabilities) : `[${shares.slice(0, 8).map(quoted).join(', ')}]`;
  throw new RangeError(`${where}'s probabilities must be from 0 to 1 and sum to 1, got ${got}`);
}

/** Throws unless a step gave a finite reward and says whether the episode is over. */
export function checkResult(result: unknown, step: number): void {
  const where = `replay: step ${step}: env.step()`;
  if (typeof result !== 'object' || result === null || isPromise(result))
    throw new TypeError(`${where} must return { observation, reward, terminated, truncated }, got ${quoted(result)}`);
  const { reward, terminated, truncated } = result as Record<string, unknown>;
  requireNumber(reward, `${where}: reward`);
  for (const [name, flag] of Object.entries({ terminated, truncated }))
    if (typeof flag !== 'boolean') throw new TypeError(`${where}: ${name} must be true or false, got ${quoted(flag)}`);
}

/** An action in a line of text: lists to two decimals. */
export function actionText(action: unknown): string {
  if (typeof action === 'number' || typeof action === 'bigint' || typeof action === 'string') return String(action);
  if (!isList(action)) return JSON.stringify(action) ?? quoted(action);
  return Array.from(action, (entry) => (typeof entry === 'number' ? entry.toFixed(2) : actionText(entry))).join(', ');
}
