// Reading and rounding what the measurements of npm run bench print.
const sorted = (values) => [...values].sort((a, b) => a - b);

/** The last line of what a measurement printed: one JSON object. */
export const lastLine = (text) => JSON.parse(text.trim().split('\n').pop());
export const median = (values) => (sorted(values)[(values.length - 1) >> 1] + sorted(values)[values.length >> 1]) / 2;
export const digits = (x) => Number(x.toPrecision(4));
export const spread = (values) => ({
  median: digits(median(values)),
  low: digits(Math.min(...values)),
  high: digits(Math.max(...values)),
});
