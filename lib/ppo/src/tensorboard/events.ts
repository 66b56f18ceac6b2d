import { bool, bytesField, double, doubles, float, integer, message, text, type Field } from './protobuf';

/**
 * TensorBoard's messages, by the numbers of tensorboard/compat/proto: Event { wall_time 1, step 2, file_version 3, summary 5 },
 * Summary { value 1 }, Value { tag 1, simple_value 2, histo 5, tensor 8, metadata 9 }.
 * @param wallTime seconds since 1970   @param step of the axis, here environment steps
 */
export const event = (wallTime: number, step: number, values: readonly Field[]): Buffer =>
  message(
    double(1, wallTime),
    integer(2, step),
    bytesField(5, message(...values.map((value) => bytesField(1, value)))),
  );

/** What every file begins with. */
export const versionEvent = (wallTime: number): Buffer => message(double(1, wallTime), text(3, 'brain.Event:2'));

export const scalar = (tag: string, value: number): Field => message(text(1, tag), float(2, value));

const NUM_BUCKETS = 30;

/**
 * How often values fall into each of 30 equal buckets from the smallest to the largest; those that are not finite are left out.
 * HistogramProto { min 1, max 2, num 3, sum 4, sum_squares 5, bucket_limit 6: right edges, bucket 7: counts }
 */
export function histogram(tag: string, values: ArrayLike<number>): Field {
  const finite = Float64Array.from(values).filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const high = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = high > low ? (high - low) / NUM_BUCKETS : 1;
  const counts = new Array<number>(finite.length === 0 ? 0 : high > low ? NUM_BUCKETS : 1).fill(0);
  let [sum, squares] = [0, 0];
  for (const value of finite) {
    counts[Math.min(counts.length - 1, Math.floor((value - low) / width))]++;
    sum += value;
    squares += value * value;
  }
  const limits = counts.map((_, i) => (i === counts.length - 1 ? high : low + (i + 1) * width));
  const [from, to] = finite.length === 0 ? [0, 0] : [low, high];
  const moments = [double(1, from), double(2, to), double(3, finite.length), double(4, sum), double(5, squares)];
  return message(text(1, tag), bytesField(5, message(...moments, doubles(6, limits), doubles(7, counts))));
}

/** What a hyperparameter may be in TensorBoard. */
export type Hyperparameter = number | string | boolean;

/** google.protobuf.Value { number_value 2, string_value 3, bool_value 4 } */
function parameterValue(value: Hyperparameter): Buffer {
  if (typeof value === 'number') return double(2, value, true);
  return typeof value === 'string' ? text(3, value) : bool(4, value);
}

/** HParamsPluginData { session_start_info 3 { hparams 1: { key 1, value 2 }, start_time_secs 5 } } */
export function sessionStart(parameters: Readonly<Record<string, Hyperparameter>>, startTime: number): Field {
  const names = Object.keys(parameters).sort();
  const entries = names.map((name) =>
    bytesField(1, message(text(1, name), bytesField(2, parameterValue(parameters[name])))),
  );
  return hparamsValue('_hparams_/session_start_info', bytesField(3, message(...entries, double(5, startTime))));
}

/** HParamsPluginData { session_end_info 4 { status 1: 1 success, 2 failure; end_time_secs 2 } } */
export const sessionEnd = (isGood: boolean, endTime: number): Field =>
  hparamsValue('_hparams_/session_end_info', bytesField(4, message(integer(1, isGood ? 1 : 2), double(2, endTime))));

/** The plugin reads metadata { plugin_data 1 { plugin_name 1, content 2 } }; the value beside it is a float tensor of nothing. */
function hparamsValue(tag: string, content: Buffer): Field {
  const tensor = message(integer(1, 1), bytesField(2, message()));
  const metadata = bytesField(1, message(text(1, 'hparams'), bytesField(2, content)));
  return message(text(1, tag), bytesField(8, tensor), bytesField(9, metadata));
}
