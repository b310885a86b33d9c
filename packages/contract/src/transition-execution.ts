import { Type } from 'typebox';
import { ExecutionStatus } from './execution.js';
import {
  closed,
  id,
  JsonObject,
  NextToken,
  NullableText,
  NullableTime,
  nullable,
  oneOf,
  RequestTime,
  TransitionId,
} from './scalars.js';

export const TransitionExecution = closed({
  executionId: id('transition-execution'),
  transitionId: TransitionId,
  status: ExecutionStatus,
  input: JsonObject,
  completedBy: NullableText,
  startTime: Type.Optional(NullableTime),
  endTime: Type.Optional(NullableTime),
  logId: Type.Optional(nullable(id('log'))),
});
export type TransitionExecution = Type.Static<typeof TransitionExecution>;

export const TransitionExecutionUpdate = closed({
  status: oneOf(['succeeded', 'failed', 'rejected', 'retry']),
  output: Type.Optional(JsonObject),
  error: Type.Optional(closed({ message: Type.String() })),
  startTime: Type.Optional(nullable(RequestTime)),
});
export type TransitionExecutionUpdate = Type.Static<typeof TransitionExecutionUpdate>;

export const TransitionExecutionPage = closed({
  executions: Type.Array(TransitionExecution),
  nextToken: NextToken,
  transitionId: TransitionId,
  status: Type.Optional(Type.Array(ExecutionStatus)),
});
export type TransitionExecutionPage = Type.Static<typeof TransitionExecutionPage>;
