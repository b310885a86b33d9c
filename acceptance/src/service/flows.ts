import type { Client, CreateWorkflowOptions, JsonObject, TransitionExecution, WorkflowExecution } from '@las/client';
import { expect, vi } from 'vitest';

/** How long something that the service does by itself may take, in milliseconds. */
const patience = 30_000;

export interface Definition {
  StartAt: string;
  States: Record<string, JsonObject>;
  [field: string]: unknown;
}

/** A state that is the work of a transition, and the last one unless it says otherwise. */
export function task(transitionId: string, more: JsonObject = {}): JsonObject {
  const isLast = more.Next === undefined && more.End === undefined;
  return { Type: 'Task', Resource: transitionId, ...(isLast ? { End: true } : {}), ...more };
}

/** A machine of states that are named in their order; the first one starts. */
export function machine(States: Record<string, JsonObject>, more: JsonObject = {}): Definition {
  return { StartAt: Object.keys(States)[0] ?? '', States, ...more };
}

/** A workflow of one manual task, as a queue to put work into. */
export async function newQueue(
  client: Client,
  state: JsonObject = {},
  options: CreateWorkflowOptions = {},
): Promise<{ workflowId: string; transitionId: string }> {
  const { transitionId } = await client.createTransition('manual');
  const { workflowId } = await client.createWorkflow(
    { definition: machine({ Check: task(transitionId, state) }) },
    options,
  );
  return { workflowId, transitionId };
}

/** Starts an execution of a new workflow. */
export async function startFlow(
  client: Client,
  definition: Definition,
  input: JsonObject = {},
  options: CreateWorkflowOptions = {},
): Promise<WorkflowExecution> {
  const { workflowId } = await client.createWorkflow({ definition }, options);
  return client.executeWorkflow(workflowId, input);
}

/** Waits until an execution has ended, or waits for a person. */
export async function outcomeOf(
  client: Client,
  { workflowId, executionId }: { workflowId: string; executionId: string },
): Promise<WorkflowExecution> {
  return vi.waitUntil(
    async () => {
      const execution = await client.getWorkflowExecution(workflowId, executionId);
      return execution.status === 'running' ? undefined : execution;
    },
    { timeout: patience, interval: 20 },
  );
}

/** Runs a new workflow to its end. */
export async function runFlow(
  client: Client,
  definition: Definition,
  input: JsonObject = {},
  options: CreateWorkflowOptions = {},
): Promise<WorkflowExecution> {
  return outcomeOf(client, await startFlow(client, definition, input, options));
}

/** Leases the next work of a transition, waiting for it if need be. */
export function lease(client: Client, transitionId: string): PromiseLike<TransitionExecution> {
  return client.executeTransition(transitionId, { waitSeconds: patience / 1000 });
}

/** Leases the next work of a transition and ends it well. */
export async function doWork(client: Client, transitionId: string, output: JsonObject): Promise<TransitionExecution> {
  const { executionId, input } = await lease(client, transitionId);
  const done = await client.updateTransitionExecution(transitionId, executionId, 'succeeded', { output });
  expect(done.status).toBe('succeeded');
  return { ...done, input };
}

/** How the history of an execution ends: the error with its cause, if there is one. */
export function failureOf({ events = [] }: WorkflowExecution): { error?: unknown; cause?: unknown } {
  const { error, cause } = events.at(-1) ?? {};
  return { error, cause };
}

/** The types of an execution's events, in their order. */
export function historyOf({ events = [] }: WorkflowExecution): unknown[] {
  return events.map(({ type }) => type);
}
