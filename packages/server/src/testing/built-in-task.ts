import { randomBytes } from 'node:crypto';
import type { Json } from '@las/asl';
import pino from 'pino';
import type { BuiltInOptions, BuiltInTask } from '../domain/built-in/built-in.js';

/** A task for a built-in transition, in an execution of its own. */
export function builtInTask(organizationId: string, input: Json): BuiltInTask {
  const id = (kind: string) => `las:${kind}:${randomBytes(16).toString('hex')}`;
  return {
    organizationId,
    executionId: id('transition-execution'),
    workflowExecutionId: id('workflow-execution'),
    input,
    attempt: 1,
  };
}

export function builtInOptions(signal: AbortSignal = new AbortController().signal): BuiltInOptions {
  return { signal, log: pino({ level: 'silent' }) };
}
