import type { JsonObject } from '@las/client';

/**
 * Built-in, without a container: it sorts the predictions in its input by thresholds. With thresholds in the input it needs
 * nothing else, and is over within the step that begins it.
 */
const task = { Type: 'Task', Resource: 'las:transition:commons-confidence' };

/** One that asks the database for the thresholds of a model: the worker does it, and its end is a step of its own. */
function workerTask(next: string): JsonObject {
  return { ...task, Catch: [{ ErrorEquals: ['las.NotFound'], ResultPath: '$.error', Next: next }] };
}

/** Eight tasks and a wait, and at the end a task for a person. */
export function tenSteps(manualTransitionId: string, options: { byWorker: boolean }): JsonObject {
  const toNext = (next: string) => ({ ...(options.byWorker ? workerTask(next) : task), Next: next });
  return {
    StartAt: 'Task1',
    States: {
      Task1: toNext('Task2'),
      Task2: toNext('Task3'),
      Task3: toNext('Task4'),
      Task4: toNext('Wait'),
      // The service runs with --time-scale 0.01: ten milliseconds.
      Wait: { Type: 'Wait', Seconds: 1, Next: 'Task5' },
      Task5: toNext('Task6'),
      Task6: toNext('Task7'),
      Task7: toNext('Task8'),
      Task8: toNext('Check'),
      Check: { Type: 'Task', Resource: manualTransitionId, End: true },
    },
  };
}

export const timeScale = 0.01;

const predictions = [
  { label: 'total', value: '1234.50', confidence: 0.99 },
  { label: 'date', value: '2026-11-24', confidence: 0.87 },
  { label: 'supplier', value: 'Acme Ltd', confidence: 0.93 },
];

/** A task's input of ordinary size. */
export function sampleInput(options: { byWorker: boolean }): JsonObject {
  const documentId = `las:document:${'0'.repeat(32)}`;
  return options.byWorker
    ? { documentId, predictions, modelId: 'las:model:none' }
    : { documentId, predictions, thresholds: { total: 0.9, date: 0.9, supplier: 0.9 } };
}
