// What a reader has earned, as notebook-kit keeps it in .ppo-progress: a file for each lesson, and the scores of the tests.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ lesson: string, passed: number, exercises: number, earned: number, points: number }} LessonEarned */
/** @typedef {{ test: string, at: string, earned: number, points: number, seed: number }} TestEarned  the best of its attempts */
/** @typedef {{ lessons: LessonEarned[], tests: TestEarned[], unreadable: string[] }} Earned */

/**
 * @param {string} folder  .ppo-progress; it may be missing
 * @returns {Earned} lessons in which points were earned and tests that were taken; `unreadable`: names of files that hold something else
 */
export function earnedIn(folder) {
  /** @type {Earned} */
  const earned = { lessons: [], tests: [], unreadable: [] };
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  for (const file of files.filter(
    (name) => /^(?:\d\d.*|scores)\.json$/.test(name) && !name.endsWith('.damaged.json'),
  )) {
    try {
      const value = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      if (file === 'scores.json') earned.tests = bestOf(value);
      else earned.lessons.push(lessonOf(file.slice(0, -'.json'.length), value));
    } catch {
      earned.unreadable.push(file);
    }
  }
  earned.lessons = earned.lessons.filter(({ earned: points }) => points > 0);
  return earned;
}

/** @param {string} lesson @param {{ exercises: Record<string, { earned: number, points: number }> }} record @returns {LessonEarned} */
function lessonOf(lesson, record) {
  const all = Object.values(record.exercises).map((one) => ({
    earned: numberOf(one.earned),
    points: numberOf(one.points),
  }));
  return {
    lesson,
    passed: all.filter(({ earned, points }) => earned >= points).length,
    exercises: all.length,
    earned: all.reduce((sum, { earned }) => sum + earned, 0),
    points: all.reduce((sum, { points }) => sum + points, 0),
  };
}

/** @param {TestEarned[]} scores @returns {TestEarned[]} one for each test: its best attempt by the share of points, the earliest among equals */
function bestOf(scores) {
  /** @type {Map<string, TestEarned>} */
  const best = new Map();
  const share = (/** @type {TestEarned} */ score) => score.earned / Math.max(score.points, 1);
  for (const score of scores) {
    for (const name of /** @type {const} */ (['earned', 'points', 'seed'])) numberOf(score[name]);
    const before = best.get(String(score.test));
    if (before === undefined || share(score) > share(before)) best.set(String(score.test), score);
  }
  return [...best.values()];
}

/** @param {unknown} value @returns {number} */
function numberOf(value) {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new TypeError(`expected a number, got ${String(value)}`);
  return value;
}
