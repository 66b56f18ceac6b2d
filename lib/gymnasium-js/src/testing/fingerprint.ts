import { exp, log1p } from '../math/portable.js';
import { cos, sin } from '../math/trig.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { make, makeVec } from '../registry/make.js';
import { registry } from '../registry/registry.js';

/** FNV-1a over the bytes of float64 numbers: one changed bit anywhere changes the result. */
class Hash {
  private value = 0x811c9dc5;
  private readonly bytes = new DataView(new ArrayBuffer(8));

  add(numbers: ArrayLike<number>): void {
    for (let i = 0; i < numbers.length; i++) {
      this.bytes.setFloat64(0, numbers[i]);
      for (let b = 0; b < 8; b++) this.value = Math.imul(this.value ^ this.bytes.getUint8(b), 0x01000193);
    }
  }

  toString(): string {
    return (this.value >>> 0).toString(16).padStart(8, '0');
  }
}

/** The numbers of an observation or state of any form, in order. */
function flat(value: unknown): ArrayLike<number> {
  if (typeof value === 'number') return [value];
  if (ArrayBuffer.isView(value)) return value as Float64Array;
  return Object.values(value as object).flatMap((part) => Array.from(flat(part)));
}

function numbers(): string {
  const hash = new Hash();
  const random = new NumpyGenerator(2024);
  for (let i = 0; i < 20_000; i++) {
    hash.add([random.random(), random.normal(), random.exponential(), random.integers(1, 1000)]);
    const x = random.normal() * [0.001, 0.1, 1, 10, 1000, 1e5][random.integers(6)];
    hash.add([sin(x), cos(x), exp(x % 700), log1p(Math.abs(x))]);
  }
  return hash.toString();
}

/** A long run of one environment, in full precision where there is a state to read. */
function run(id: string): string {
  const hash = new Hash();
  const env = make(id);
  const inner = env.unwrapped as unknown as { state: unknown };
  env.actionSpace.seed(7);
  hash.add(flat(env.reset({ seed: 7 }).observation));
  for (let t = 0; t < 3000; t++) {
    const { observation, reward, terminated, truncated } = env.step(env.actionSpace.sample());
    hash.add(flat(observation));
    hash.add(flat(inner.state));
    hash.add([reward, Number(terminated), Number(truncated)]);
    if (terminated || truncated) hash.add(flat(env.reset().observation));
  }
  return hash.toString();
}

function runVector(id: string): string {
  const hash = new Hash();
  const envs = makeVec(id, { numEnvs: 16, autoresetMode: 'same-step' });
  envs.actionSpace.seed(8);
  hash.add(flat(envs.reset({ seed: 8 }).observations));
  for (let t = 0; t < 400; t++) {
    const { observations, rewards, info } = envs.step(envs.actionSpace.sample() as ArrayLike<number>);
    hash.add(flat(observations));
    hash.add(rewards);
    hash.add(flat(info.finalObservation ?? []));
  }
  return hash.toString();
}

/** One text that is equal on two runtimes only if every number they compute is. */
export function fingerprint(): string {
  const ids = [...registry.keys()].filter((id) => !id.includes('/'));
  const parts = [`numbers ${numbers()}`, ...ids.map((id) => `${id} ${run(id)} ${runVector(id)}`)];
  return parts.join('; ');
}
