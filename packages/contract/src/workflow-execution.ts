import { Type } from 'typebox';
import { ExecutionStatus } from './execution.js';
import {
  closed,
  id,
  JsonObject,
  NextToken,
  NullableJsonObject,
  NullableTime,
  nullable,
  Order,
  SortBy,
  TransitionId,
} from './scalars.js';

export const WorkflowExecution = closed({
  executionId: id('workflow-execution'),
  workflowId: id('workflow'),
  status: ExecutionStatus,
  input: JsonObject,
  output: NullableJsonObject,
  startTime: NullableTime,
  endTime: NullableTime,
  transitionExecutions: NullableJsonObject,
  completedBy: Type.Optional(Type.Array(Type.Union([id('user'), id('app-client')]))),
  events: Type.Optional(Type.Array(JsonObject)),
  logId: Type.Optional(nullable(id('log'))),
});
export type WorkflowExecution = Type.Static<typeof WorkflowExecution>;

export const WorkflowExecutionCreate = closed({ input: JsonObject });
export type WorkflowExecutionCreate = Type.Static<typeof WorkflowExecutionCreate>;

export const WorkflowExecutionUpdate = closed({ nextTransitionId: TransitionId });
export type WorkflowExecutionUpdate = Type.Static<typeof WorkflowExecutionUpdate>;

export const WorkflowExecutionPage = closed({
  executions: Type.Array(WorkflowExecution),
  nextToken: NextToken,
  workflowId: id('workflow'),
  order: Type.Optional(Order),
  sortBy: Type.Optional(SortBy),
  status: Type.Optional(Type.Array(ExecutionStatus)),
});
export type WorkflowExecutionPage = Type.Static<typeof WorkflowExecutionPage>;
