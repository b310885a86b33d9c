import type { JsonObject } from '@las/client';

/** Built-in, without a container: it sorts the predictions in its input by thresholds. */
const task = { Type: 'Task', Resource: 'las:transition:commons-confidence' };

/** Eight tasks and a wait, and at the end a task for a person: ten steps, each kept before the next begins. */
export function tenSteps(manualTransitionId: string): JsonObject {
  return {
    StartAt: 'Task1',
    States: {
      Task1: { ...task, Next: 'Task2' },
      Task2: { ...task, Next: 'Task3' },
      Task3: { ...task, Next: 'Task4' },
      Task4: { ...task, Next: 'Wait' },
      // The service runs with --time-scale 0.01: ten milliseconds.
      Wait: { Type: 'Wait', Seconds: 1, Next: 'Task5' },
      Task5: { ...task, Next: 'Task6' },
      Task6: { ...task, Next: 'Task7' },
      Task7: { ...task, Next: 'Task8' },
      Task8: { ...task, Next: 'Check' },
      Check: { Type: 'Task', Resource: manualTransitionId, End: true },
    },
  };
}

export const timeScale = 0.01;

/** A task's input of ordinary size. */
export const sampleInput: JsonObject = {
  documentId: `las:document:${'0'.repeat(32)}`,
  predictions: [
    { label: 'total', value: '1234.50', confidence: 0.99 },
    { label: 'date', value: '2026-11-24', confidence: 0.87 },
    { label: 'supplier', value: 'Acme Ltd', confidence: 0.93 },
  ],
  thresholds: { total: 0.9, date: 0.9, supplier: 0.9 },
};
