import type { Training } from '@las/client';
import { expect, test } from 'vitest';
import { followTraining } from './train.js';

const training = (changes: Partial<Training>): Training => ({
  trainingId: 'las:training:1',
  modelId: 'las:model:1',
  name: null,
  status: 'queued',
  progress: 0,
  activity: null,
  message: null,
  batchIds: null,
  automatic: false,
  serving: false,
  createdTime: null,
  startTime: null,
  endTime: null,
  report: null,
  ...changes,
});

function follow(states: Training[], signal = new AbortController().signal) {
  const shown: [number, string | undefined][] = [];
  const progress = { update: (share: number, note?: string) => void shown.push([share, note]), end: () => undefined };
  const look = async () => states.shift() ?? training({ status: 'failed', message: 'looked too often' });
  return { shown, end: followTraining(look, { progress, signal }) };
}

test('a training is followed until it has ended, showing what it does', async () => {
  const { shown, end } = follow([
    training({}),
    training({ status: 'running', progress: 0.4, activity: 'reading documents' }),
    training({ status: 'succeeded', progress: 1 }),
  ]);
  expect((await end).status).toBe('succeeded');
  expect(shown).toEqual([
    [0, 'queued'],
    [0.4, 'reading documents'],
  ]);
});

test('following ends at once when the demo is stopped', async () => {
  const controller = new AbortController();
  const { end } = follow([training({}), training({})], controller.signal);
  controller.abort(new Error('stopped'));
  await expect(end).rejects.toThrow('stopped');
});
