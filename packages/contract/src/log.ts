import { Type } from 'typebox';
import { closed, id, JsonObject, NextToken, NullableTime, nullable, Order, TransitionId } from './scalars.js';

export const Log = closed({
  logId: id('log'),
  startTime: NullableTime,
  transitionExecutionId: nullable(id('transition-execution')),
  transitionId: TransitionId,
  workflowExecutionId: nullable(id('workflow-execution')),
  workflowId: nullable(id('workflow')),
  events: Type.Optional(
    Type.Array(JsonObject, { description: 'Each {timestamp: seconds since 1970, message: string}.' }),
  ),
});
export type Log = Type.Static<typeof Log>;

/** Filters of listing logs, echoed in the answer. */
export const logFilters = {
  workflowId: Type.Optional(id('workflow')),
  workflowExecutionId: Type.Optional(id('workflow-execution')),
  transitionId: Type.Optional(TransitionId),
  transitionExecutionId: Type.Optional(id('transition-execution')),
  order: Type.Optional(Order),
};

export const LogPage = closed({ logs: Type.Array(Log), nextToken: NextToken, ...logFilters });
export type LogPage = Type.Static<typeof LogPage>;
