import { Type } from 'typebox';
import { closed, id, JsonObject, NextToken, nullable, oneOf, Time, TransitionId } from './scalars.js';

export const executionEventTypes = [
  'executionStarted',
  'stateEntered',
  'taskScheduled',
  'taskSucceeded',
  'taskFailed',
  'taskTimedOut',
  'taskAbandoned',
  'retryScheduled',
  'waitStarted',
  'evaluationFailed',
  'errorCaught',
  'stateExited',
  'executionResumed',
  'executionSucceeded',
  'executionFailed',
  'executionTimedOut',
] as const;
export type ExecutionEventType = (typeof executionEventTypes)[number];

const AnyJson = Type.Unknown();
const optionalText = Type.Optional(Type.String());

/** One line of the history of a workflow's execution. */
export const ExecutionEvent = closed({
  number: Type.Integer({ minimum: 1, description: 'Counts from 1 within the execution.' }),
  time: Time,
  type: oneOf(executionEventTypes),
  state: Type.Optional(Type.String({ description: 'Name of the state.' })),
  stateType: optionalText,
  within: Type.Optional(
    Type.Array(closed({ state: Type.String(), index: Type.Integer({ minimum: 0 }) }), {
      description: 'The Parallel and Map states around it, with the number of the branch or item in each.',
    }),
  ),
  transitionId: Type.Optional(TransitionId),
  transitionExecutionId: Type.Optional(id('transition-execution')),
  attempt: Type.Optional(Type.Integer({ minimum: 1 })),
  input: Type.Optional(AnyJson),
  output: Type.Optional(AnyJson),
  assigned: Type.Optional(JsonObject),
  error: optionalText,
  cause: optionalText,
  location: Type.Optional(Type.String({ description: 'The field whose evaluation failed.' })),
  until: Type.Optional(Time),
});
export type ExecutionEvent = Type.Static<typeof ExecutionEvent>;

export const ExecutionEventPage = closed({ events: Type.Array(ExecutionEvent), nextToken: NextToken });
export type ExecutionEventPage = Type.Static<typeof ExecutionEventPage>;

const Seconds = Type.Number({ minimum: 0 });
const Count = Type.Integer({ minimum: 0 });

/** The work that waits at a manual transition, and who is at it. */
export const TransitionQueue = closed({
  transitionId: TransitionId,
  waiting: Count,
  oldestWaitingSeconds: nullable(Seconds),
  running: Type.Array(
    closed({
      executionId: id('transition-execution'),
      holder: Type.String({ description: 'Id of the app client or user that leased it.' }),
      seconds: Type.Number({ minimum: 0, description: 'Since it was leased.' }),
      secondsSinceHeartbeat: Seconds,
    }),
    { description: 'Leased longest first, at most 1000.' },
  ),
  doneLastHour: Count,
  doneLastDay: Count,
  medianHandlingSeconds: Type.Unsafe<number | null>({
    type: ['number', 'null'],
    minimum: 0,
    description: 'From lease to end, of what was done in the last day; null when nothing was.',
  }),
});
export type TransitionQueue = Type.Static<typeof TransitionQueue>;

/** A workflow's definition, as it was given. */
export const WorkflowDefinition = closed({ workflowId: id('workflow'), definition: JsonObject });
export type WorkflowDefinition = Type.Static<typeof WorkflowDefinition>;
