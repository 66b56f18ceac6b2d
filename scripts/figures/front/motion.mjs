// Episodes of CartPole as the motion of two groups of an SVG: the cart along its track, the pole about its axle.

/** Seconds of the whole picture, then it begins again. */
export const seconds = 10;
/** Steps of CartPole in a second. */
const rate = 50;
const numFrames = (seconds * rate) / 2;
/** Steps that an agent lies still after its fall. */
const hold = 18;

/** @typedef {import('./run.mjs').Episode} Episode */
/** @typedef {{ position: number, angle: number }} Pose  metres, radians clockwise from upright */

/**
 * @param {Episode[]} episodes
 * @returns {Pose[]} one pose for each twenty-fifth of a second, in real time; after a fall it stays for a moment, and then the next begins
 */
export function posesOf(episodes) {
  const all = episodes.flatMap(({ positions, angles }) => {
    const poses = positions.map((position, index) => ({ position, angle: angles[index] }));
    return [...poses, ...new Array(hold).fill(poses[poses.length - 1])];
  });
  return Array.from({ length: numFrames }, (_, frame) => all[Math.min(2 * frame, all.length - 1)]);
}

const list = (/** @type {number[]} */ values) => values.map((value) => String(Number(value.toFixed(1)) + 0)).join(';');

/**
 * The cart-pole of a drawing, moving.
 * @param {string} svg what gymnasium-js draws for the cart at 0 m with its pole upright
 * @param {Pose[]} poses
 * @param {{ moves: boolean, still: number }} how `still`: the pose that shows where nothing moves
 * @returns {string} what stands in the drawing, in its own units
 */
export function movingCartPole(svg, poses, { moves, still }) {
  const [frame, track, cart, pole, axle] = partsOf(svg);
  const [, x, y] = /cx="([\d.]+)" cy="([\d.]+)"/.exec(axle) ?? [];
  const metre = Number(/width="(\d+)"/.exec(svg)?.[1]) / 4.8;
  const places = poses.map(({ position }) => position * metre);
  const degrees = poses.map(({ angle }) => (-angle * 180) / Math.PI);
  const animated = (/** @type {string} */ type, /** @type {string} */ values) =>
    moves
      ? `<animateTransform attributeName="transform" type="${type}" dur="${seconds}s" repeatCount="indefinite" calcMode="discrete" values="${values}"/>`
      : '';
  const turned = `${list([degrees[still]])} ${x} ${y}`;
  const turns = list(degrees)
    .split(';')
    .map((turn) => `${turn} ${x} ${y}`)
    .join(';');
  return (
    `${frame}${track}<g transform="translate(${list([places[still]])})">${animated('translate', list(places))}${cart}` +
    `<g transform="rotate(${turned})">${animated('rotate', turns)}${pole}</g>${axle}</g></g>`
  );
}

/** @param {string} svg @returns {string[]} the group that turns y upwards, and the shapes in it: track, cart, pole, axle */
function partsOf(svg) {
  const parts = /(<g transform="matrix[^>]*>)(<line[^>]*>)(<polygon[^>]*>)(<polygon[^>]*>)(<circle[^>]*>)<\/g>/.exec(
    svg,
  );
  if (parts === null) throw new Error('the drawing of CartPole has other shapes than track, cart, pole and axle');
  return parts.slice(1).map((part) => part.replaceAll('="#000"', '="currentColor"'));
}
