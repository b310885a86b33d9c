import type { ParseOptions, RetryRule } from '@las/asl';
import { builtInDescriptions } from '../built-in/built-in-transitions.js';

/** So that work which somebody left unfinished comes back, as since April 2021 in the API that this one follows. */
const retryOfManualTasks: readonly RetryRule[] = [
  { ErrorEquals: ['States.Timeout'], IntervalSeconds: 3, MaxAttempts: 50, BackoffRate: 1 },
];

/** Of one expression: some tenths of a second at worst, in which the process does nothing else. */
const mostOperations = 100_000;
/** States that one step may go through: enough for a large Map, and few enough to be kept in one row of history. */
const mostStatesOfAStep = 20_000;

function unknownBuiltIn(resource: string): string | undefined {
  if (!resource.startsWith('las:transition:commons-') || builtInDescriptions.has(resource)) return undefined;
  return `names ${resource}, which is no built-in transition`;
}

/** How definitions of workflows are read: the language with this API's additions. */
export function definitionOptions(isManual: (resource: string) => boolean): ParseOptions {
  return {
    dialect: 'las',
    limits: { transitions: mostStatesOfAStep, operations: mostOperations },
    checkResource: unknownBuiltIn,
    defaultRetry: (resource) => (isManual(resource) ? retryOfManualTasks : undefined),
  };
}
