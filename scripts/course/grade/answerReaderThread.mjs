// The other side of answerReader.mjs.
import { parentPort } from 'node:worker_threads';
import { findAnswer } from './findAnswer.mjs';

parentPort?.on('message', ({ notebook, exercises }) => {
  const found = exercises.map((/** @type {import('../lesson/exercises.mjs').Exercise} */ exercise) =>
    findAnswer(notebook, exercise),
  );
  parentPort?.postMessage(found);
});
