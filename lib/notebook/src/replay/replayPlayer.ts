/**
 * The player inside a replay's page. It is sent to the browser as text, so it uses nothing outside itself.
 * Plain JavaScript of every browser; the page's own style variables give it the theme's colours.
 */

/** What the page gets: pictures as templates with holes, one list of numbers a frame, and the columns beside the picture. */
export interface ReplayData {
  /** SVG text split at its numbers; picture k is parts[0] n0 parts[1] n1 ... */
  readonly templates: readonly (readonly string[])[];
  /** Which template a frame uses, and its numbers. */
  readonly frames: readonly { readonly template: number; readonly numbers: readonly number[] }[];
  /** Step number of each frame, 0 = before the first action. */
  readonly steps: readonly number[];
  readonly lastStep: number;
  readonly actions: readonly (string | null)[];
  readonly actionNames: readonly string[];
  readonly probabilities: readonly (readonly number[] | null)[];
  readonly values: readonly (number | null)[];
  readonly rewards: readonly (number | null)[];
  readonly returns: readonly number[];
  readonly endings: readonly string[];
  readonly framesPerSecond: number;
}

/** Builds the player inside `root` and shows the first frame. */
export function replayPlayer(root: HTMLElement, data: ReplayData): void {
  const last = data.frames.length - 1;
  let current = 0;
  let timer: ReturnType<typeof setInterval> | null = null;

  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    style: string,
    parent: HTMLElement,
  ): HTMLElementTagNameMap[K] => {
    const element = root.ownerDocument.createElement(tag);
    element.style.cssText = style;
    parent.appendChild(element);
    return element;
  };
  const number = (value: number | null, digits: number): string => (value === null ? '–' : value.toFixed(digits));

  root.textContent = '';
  const stage = make('div', 'display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start', root);
  const frameBox = make('div', 'flex:0 1 480px;min-width:260px;line-height:0;border:1px solid #9a9a9a', stage);
  // As an image, a picture runs no script, follows no link and loads nothing, whatever the environment has drawn.
  const picture = make('img', 'width:100%;height:auto', frameBox);
  const panel = make('div', 'flex:1 1 200px;min-width:200px;font-variant-numeric:tabular-nums', stage);
  const facts = make('div', 'white-space:pre-line', panel);
  const bars = make('div', 'margin-top:8px', panel);
  const controls = make('div', 'display:flex;gap:8px;align-items:center;margin-top:8px;max-width:720px', root);
  const button = make('button', 'min-width:5.5em;padding:4px 8px', controls);
  const slider = make('input', 'flex:1', controls);
  button.type = 'button';
  slider.type = 'range';
  slider.min = '0';
  slider.max = String(last);
  slider.setAttribute('aria-label', 'Step of the episode');

  const rows = data.actionNames.map((name) => {
    const row = make('div', 'margin:4px 0', bars);
    const label = make('div', '', row);
    const track = make('div', 'background:rgba(127,127,127,.25);height:10px', row);
    const fill = make('div', 'background:#0072B2;height:10px', track);
    return { name, label, fill };
  });

  const draw = (index: number): void => {
    current = index;
    const frame = data.frames[index];
    const parts = data.templates[frame.template];
    const svg = parts.map((part, at) => (at === 0 ? part : String(frame.numbers[at - 1]) + part)).join('');
    picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    const step = `step ${data.steps[index]} of ${data.lastStep}`;
    picture.alt = step;
    const action = data.actions[index];
    facts.textContent = [
      step + (data.endings[index] ? `, ${data.endings[index]}` : ''),
      action === null ? '' : `action: ${action}`,
      `value: ${number(data.values[index], 2)}`,
      `reward of this step: ${number(data.rewards[index], 2)}`,
      `return so far: ${number(data.returns[index], 1)}`,
    ]
      .filter((line) => line !== '')
      .join('\n');
    const shown = data.probabilities[index];
    bars.style.visibility = shown ? 'visible' : 'hidden';
    rows.forEach((row, at) => {
      const share = shown ? shown[at] : 0;
      row.label.textContent = `${row.name}: ${number(share, 3)}${row.name === action ? '  (taken)' : ''}`;
      row.fill.style.width = `${100 * share}%`;
    });
    slider.value = String(index);
    slider.setAttribute('aria-valuetext', action === null ? step : `${step}, action ${action}`);
  };
  const pause = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    button.textContent = current === last ? 'Replay' : 'Play';
  };
  const play = (): void => {
    if (current === last) draw(0);
    timer = setInterval(() => {
      if (!root.isConnected || current >= last) return pause();
      draw(current + 1);
      if (current >= last) pause();
    }, 1000 / data.framesPerSecond);
    button.textContent = 'Pause';
  };
  button.addEventListener('click', () => (timer === null ? play() : pause()));
  slider.addEventListener('input', () => {
    pause();
    draw(Number(slider.value));
    pause();
  });
  draw(0);
  pause();
}
