import { Type } from 'typebox';
import { oneOf } from './scalars.js';

export const executionStatuses = ['running', 'succeeded', 'failed', 'rejected', 'retry', 'error'] as const;
export const ExecutionStatus = oneOf(executionStatuses);
export type ExecutionStatus = (typeof executionStatuses)[number];

/** The status filter of a list of executions. */
export const StatusFilter = Type.Optional(Type.Array(ExecutionStatus, { maxItems: executionStatuses.length }));
