/** The kept record of a lesson: what its cards have asked, and what the reader has earned. */
import { currentLesson, readKept, writeKept } from '../host/kept';
import { shared } from '../host/shared';
import { type ExerciseProgress, progress } from './progress';

/** What is known of a lesson, over all kernels that it had. */
export interface LessonRecord {
  /** ids of the predictions whose answer cell has run */
  readonly predictions: readonly string[];
  /** by id, with the most points that it ever earned */
  readonly exercises: Readonly<Record<string, ExerciseProgress>>;
}

const nothing: LessonRecord = { predictions: [], exercises: {} };

/** What is kept of a lesson; null if nothing is. */
export function lessonRecord(lesson: string): LessonRecord | null {
  return readKept(lesson, isRecord);
}

/** Keeps what this kernel's cards have asked and earned, on top of what earlier kernels kept. Outside JupyterLab it does nothing. */
export function keepLesson(): void {
  const lesson = currentLesson();
  if (lesson === null) return;
  const before = shared(`record.${lesson}`, () => lessonRecord(lesson) ?? nothing);
  writeKept(lesson, merged(before));
}

function merged(before: LessonRecord): LessonRecord {
  const { cards, exercises } = progress();
  const answered = [...cards].filter(([, { answer }]) => answer !== null).map(([id]) => id);
  const kept = { ...before.exercises };
  for (const [id, now] of exercises) {
    const { earned = 0, attempted = false } = kept[id] ?? {};
    kept[id] = {
      ...now,
      earned: Math.min(Math.max(earned, now.earned), now.points),
      attempted: attempted || now.attempted,
    };
  }
  return { predictions: [...new Set([...before.predictions, ...answered])], exercises: kept };
}

function isRecord(value: unknown): value is LessonRecord {
  if (!isObject(value)) return false;
  const { predictions, exercises } = value;
  if (!Array.isArray(predictions) || !predictions.every((id) => typeof id === 'string')) return false;
  return isObject(exercises) && Object.values(exercises).every(isExercise);
}

function isExercise(value: unknown): value is ExerciseProgress {
  if (!isObject(value)) return false;
  const { title, points, earned, attempted } = value;
  return (
    typeof title === 'string' && Number.isFinite(points) && Number.isFinite(earned) && typeof attempted === 'boolean'
  );
}

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
