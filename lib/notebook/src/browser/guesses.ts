/**
 * The scripts of prediction cards, their answers and the scoreboard. They are sent to the browser as text, so each function uses
 * nothing outside itself but what it is given. Guesses stay in the reader's browser.
 */

/** What the reader did with one prediction. */
export interface Guess {
  readonly guess: string | null;
  /** Once the answer has been opened, the guess no longer changes. */
  readonly opened: boolean;
}

/** Guesses of one lesson, kept in the browser's storage, or in the page where storage is refused. */
export interface Guesses {
  read(id: string): Guess;
  write(id: string, guess: Guess): void;
  /** Calls `redraw` now and after each change, in whichever card it was made. */
  follow(redraw: () => void): void;
}

/** The guesses of the lesson that `box` stands in. The lesson is the notebook's name, as its tab or the page's address has it. */
export function guessesOf(box: HTMLElement): Guesses {
  const page = box.ownerDocument;
  const view = page.defaultView as unknown as Window & { lessonGuesses?: Record<string, string> };
  const memory = (view.lessonGuesses ??= {});
  const key = (id: string): string => {
    const panel = box.closest('.jp-NotebookPanel');
    const tab = panel?.id ? page.querySelector(`[data-id="${panel.id}"]`) : null;
    const address = tab?.getAttribute('title')?.match(/[^\s/]+\.ipynb/)?.[0] ?? view.location.pathname.split('/').pop();
    return `notebook-kit:guess:${decodeURIComponent(address ?? '').replace(/\.(ipynb|html)$/, '')}:${id}`;
  };
  const stored = (name: string): string | null => {
    try {
      return view.localStorage.getItem(name) ?? memory[name] ?? null;
    } catch {
      return memory[name] ?? null;
    }
  };
  return {
    read: (id) => ({ guess: null, opened: false, ...(JSON.parse(stored(key(id)) ?? '{}') as Partial<Guess>) }),
    write(id, guess) {
      memory[key(id)] = JSON.stringify(guess);
      try {
        view.localStorage.setItem(key(id), memory[key(id)]);
      } catch {
        // The page's own memory keeps it until the page is left.
      }
      page.dispatchEvent(new (view as unknown as typeof globalThis).Event('lesson-guess'));
    },
    follow(redraw) {
      page.addEventListener('lesson-guess', redraw);
      redraw();
    },
  };
}

/** Makes the buttons of a prediction card choose, and says what can be done next. */
export function guessButtons(box: HTMLElement, id: string, guesses: Guesses): void {
  const buttons = Array.from(box.querySelectorAll<HTMLButtonElement>('button[data-letter]'));
  const status = box.querySelector('[data-status]') as HTMLElement;
  const again = box.querySelector('button[data-again]') as HTMLButtonElement;
  again.addEventListener('click', () => guesses.write(id, { guess: null, opened: false }));
  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (!guesses.read(id).opened) guesses.write(id, { guess: button.dataset.letter ?? null, opened: false });
    });
  }
  guesses.follow(() => {
    const { guess, opened } = guesses.read(id);
    for (const button of buttons) {
      const pressed = button.dataset.letter === guess;
      button.setAttribute('aria-pressed', String(pressed));
      button.setAttribute('aria-disabled', String(opened));
      button.style.cursor = opened ? 'default' : 'pointer';
      button.style.background = pressed ? '#0072B2' : 'transparent';
      button.style.color = pressed ? '#FFFFFF' : 'inherit';
    }
    const said = guess === null ? '' : `Your guess ${opened ? 'was' : 'is'} (${guess}). `;
    const next = opened
      ? 'The answer has been opened.'
      : guess === null
        ? 'Choose one; you can change it until you open the answer.'
        : 'You can change it until you open the answer.';
    status.textContent = said + next;
    again.hidden = !opened;
  });
}

/** Tells the reader who opens the answer how the guess compares; who did not guess is told the answer only. */
export function guessAnswer(box: HTMLElement, id: string, answer: string, guesses: Guesses): void {
  const details = box.querySelector('details') as HTMLDetailsElement;
  const yours = box.querySelector('[data-yours]') as HTMLElement;
  details.addEventListener('toggle', () => {
    const now = guesses.read(id);
    if (details.open && !now.opened) guesses.write(id, { ...now, opened: true });
  });
  let wasOpened = false;
  guesses.follow(() => {
    const { guess, opened } = guesses.read(id);
    if (wasOpened && !opened) details.open = false; // the reader guesses again
    wasOpened = opened;
    yours.textContent =
      guess === null || !opened
        ? ''
        : guess === answer
          ? `Your guess was (${guess}), and that is what happens.`
          : `Your guess was (${guess}). What happens is (${answer}): worth a second look.`;
  });
}

/** Counts the predictions that the reader clicked and opened. `answers` has the right letter of each. */
export function guessScore(box: HTMLElement, answers: Readonly<Record<string, string>>, guesses: Guesses): void {
  const line = box.querySelector('[data-score]') as HTMLElement;
  guesses.follow(() => {
    const all = Object.keys(answers);
    const made = all.filter((id) => guesses.read(id).opened && guesses.read(id).guess !== null);
    const held = made.filter((id) => guesses.read(id).guess === answers[id]);
    line.textContent = `Predictions: ${held.length} of ${made.length} came out as you said; ${all.length} in this lesson.`;
  });
}
