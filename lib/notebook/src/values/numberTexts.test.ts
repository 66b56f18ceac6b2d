import assert from 'node:assert/strict';
import test from 'node:test';
import { percent, thousands } from './numberTexts';

test('numbers for sentences', () => {
  assert.equal(thousands(60416), '60,416');
  assert.equal(percent(0.3456), '35 %');
  assert.equal(percent(0.3456, 1), '34.6 %');
  assert.throws(() => percent(Number.NaN), /percent: expected a finite number, got NaN/);
  assert.throws(() => percent(0.5, 7), /digits must be a whole number/);
  assert.throws(() => thousands('5' as unknown as number), /thousands: expected a finite number, got "5"/);
});
