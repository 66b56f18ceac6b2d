/** Writes the derivative at `state` into `out`. */
export type Derivative = (state: Float64Array, out: Float64Array) => void;

/** One classical fourth-order Runge-Kutta step of length `dt`; `state` is not modified. */
export function rungeKutta4(derivative: Derivative, state: Float64Array, dt: number): Float64Array {
  const half = dt / 2;
  const slopes = [0, 1, 2, 3].map(() => new Float64Array(state.length));
  const [k1, k2, k3, k4] = slopes;
  const moved = (slope: Float64Array, h: number): Float64Array => state.map((x, i) => x + h * slope[i]);
  derivative(state, k1);
  derivative(moved(k1, half), k2);
  derivative(moved(k2, half), k3);
  derivative(moved(k3, dt), k4);
  return state.map((x, i) => x + (dt / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
}
