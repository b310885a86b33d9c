import type { JsonObject } from '@las/client';

const predict = 'las:transition:commons-predict';
const split = 'las:transition:commons-confidence';
const learn = 'las:transition:commons-feedback';

/** Predict, have people check what is uncertain, and learn from what they found. Its input is `{ documentId, modelId }`. */
export function flowDefinition(checkTransitionId: string): JsonObject {
  return {
    StartAt: 'Predict',
    States: {
      // Each adds to its input: the predictions, then which labels are certain by the thresholds of the model's training.
      Predict: { Type: 'Task', Resource: predict, Next: 'Split' },
      Split: { Type: 'Task', Resource: split, Next: 'Sure?' },
      'Sure?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.needsCheck', BooleanEquals: true, Next: 'Check' }],
        Default: 'Done',
      },
      // Work that somebody has left unfinished for a quarter of an hour comes back.
      Check: {
        Type: 'Task',
        Resource: checkTransitionId,
        TimeoutSeconds: 900,
        Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 3, MaxAttempts: 50, BackoffRate: 1 }],
        ResultPath: '$.checked',
        Next: 'Learn',
      },
      // Only what a person has looked at becomes ground truth.
      Learn: {
        Type: 'Task',
        Resource: learn,
        Parameters: { 'documentId.$': '$.documentId', 'groundTruth.$': '$.checked.values' },
        ResultPath: null,
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  };
}
