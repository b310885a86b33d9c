import type { QueryLanguage } from './state-graph.js';

/** Which fields a state of a type may have, beside those that all have. */
interface FieldsOfType {
  readonly both: readonly string[];
  readonly JSONPath: readonly string[];
  readonly JSONata: readonly string[];
}

const everyState = ['Type', 'Comment', 'QueryLanguage'];
const transition = ['Next', 'End'];
const errors = ['Retry', 'Catch'];
const paths = ['InputPath', 'OutputPath'];
const results = ['ResultSelector', 'ResultPath'];

const fieldsOfTypes = {
  Pass: {
    both: [...transition, 'Assign'],
    JSONPath: [...paths, 'Parameters', 'Result', 'ResultPath'],
    JSONata: ['Output'],
  },
  Task: {
    both: [...transition, ...errors, 'Assign', 'Resource', 'Credentials', 'TimeoutSeconds', 'HeartbeatSeconds'],
    JSONPath: [...paths, ...results, 'Parameters', 'TimeoutSecondsPath', 'HeartbeatSecondsPath'],
    JSONata: ['Arguments', 'Output'],
  },
  Choice: { both: ['Choices', 'Default', 'Assign'], JSONPath: paths, JSONata: ['Output'] },
  Wait: {
    both: [...transition, 'Assign', 'Seconds', 'Timestamp'],
    JSONPath: [...paths, 'SecondsPath', 'TimestampPath'],
    JSONata: ['Output'],
  },
  Succeed: { both: [], JSONPath: paths, JSONata: ['Output'] },
  Fail: { both: ['Error', 'Cause'], JSONPath: ['ErrorPath', 'CausePath'], JSONata: [] },
  Parallel: {
    both: [...transition, ...errors, 'Assign', 'Branches'],
    JSONPath: [...paths, ...results, 'Parameters'],
    JSONata: ['Arguments', 'Output'],
  },
  Map: {
    both: [
      ...transition,
      ...errors,
      'Assign',
      'ItemProcessor',
      'Iterator',
      'ItemSelector',
      'ItemReader',
      'ItemBatcher',
      'ResultWriter',
      'Label',
      'MaxConcurrency',
      'ToleratedFailureCount',
      'ToleratedFailurePercentage',
    ],
    JSONPath: [
      ...paths,
      ...results,
      'Parameters',
      'ItemsPath',
      'MaxConcurrencyPath',
      'ToleratedFailureCountPath',
      'ToleratedFailurePercentagePath',
    ],
    JSONata: ['Items', 'Output'],
  },
} as const satisfies Record<string, FieldsOfType>;

export type StateType = keyof typeof fieldsOfTypes;

export const stateTypes = Object.keys(fieldsOfTypes) as StateType[];

/** What is wrong with a field of a state; undefined when it may be there. */
export function fieldFault(field: string, type: StateType, language: QueryLanguage): string | undefined {
  const fields: FieldsOfType = fieldsOfTypes[type];
  if (everyState.includes(field) || fields.both.includes(field) || fields[language].includes(field)) return undefined;
  const other = language === 'JSONPath' ? 'JSONata' : 'JSONPath';
  if (fields[other].includes(field))
    return `is a field of ${other} states, and this one's query language is ${language}`;
  return `is no field of ${type} states`;
}
