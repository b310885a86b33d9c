import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  ExecutionEvent,
  ExecutionEventPage,
  JsonObject,
  ListWorkflowExecutionsOptions,
  PagingOptions,
  WorkflowExecution,
  WorkflowExecutionPage,
} from '../shapes.js';
import { watchExecution } from '../watch-execution.js';
import { Resource } from './resource.js';

export interface WatchOptions {
  /** Number of the event after which to begin; 0, for all of them, by default. */
  after?: number | undefined;
  /** Ends the watching, which throws its reason. */
  signal?: AbortSignal | undefined;
}

/** How often in a row a stream may fail to open: enough for a service that restarts. */
const watchRetries = 10;

function isOver({ status }: WorkflowExecution): boolean {
  return status !== 'running' && status !== 'error';
}

/** Executions of workflows. */
export abstract class WorkflowExecutions extends Resource {
  /**
   * Starts an execution of a workflow.
   *
   * @python execute_workflow
   * @param workflowId Id of the workflow.
   * @param content Input of the first state.
   * @returns The execution.
   * @throws {NotFoundException} when there is no such workflow.
   * @throws {LimitExceededException} when the organization has started as many executions this month as it may.
   * @example
   * const { documentId } = await client.createDocument('receipt.jpg', 'image/jpeg');
   * for await (const { workflowId } of client.listWorkflows()) {
   *   const execution = await client.executeWorkflow(workflowId, { documentId });
   *   console.log(execution.executionId, execution.status);
   * }
   */
  executeWorkflow(workflowId: string, content: JsonObject, request?: RequestOptions): ApiCall<WorkflowExecution> {
    return this.transport.call('POST', path`/workflows/${workflowId}/executions`, {
      body: { input: content },
      request,
    });
  }

  /**
   * Lists the executions of a workflow.
   *
   * @python list_workflow_executions
   * @param workflowId Id of the workflow.
   * @param options Filter, order, and size and place of the page.
   * @returns A page of executions; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page with the same filter.
   * @throws {NotFoundException} when there is no such workflow.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   for await (const execution of client.listWorkflowExecutions(workflowId, { status: ['failed', 'error'] })) {
   *     console.log(execution.executionId, execution.endTime);
   *   }
   * }
   */
  listWorkflowExecutions(
    workflowId: string,
    options: ListWorkflowExecutionsOptions = {},
    request?: RequestOptions,
  ): ListCall<WorkflowExecutionPage, 'executions'> {
    const url = path`/workflows/${workflowId}/executions`;
    return this.transport.list('GET', url, 'executions', { query: { ...options }, request });
  }

  /**
   * Gets an execution of a workflow.
   *
   * @python get_workflow_execution
   * @param workflowId Id of the workflow.
   * @param executionId Id of the execution.
   * @returns The execution; `transitionExecutions` has the ids of its steps, by transition.
   * @throws {NotFoundException} when there is no such workflow or execution.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   for await (const { executionId } of client.listWorkflowExecutions(workflowId)) {
   *     const execution = await client.getWorkflowExecution(workflowId, executionId);
   *     console.log(execution.status, execution.output);
   *   }
   * }
   */
  getWorkflowExecution(workflowId: string, executionId: string, request?: RequestOptions): ApiCall<WorkflowExecution> {
    return this.transport.call('GET', path`/workflows/${workflowId}/executions/${executionId}`, { request });
  }

  /**
   * Lists the history of an execution of a workflow, oldest first: which states were entered and left, which tasks were
   * scheduled, retried and caught, with input, output and time.
   *
   * @param workflowId Id of the workflow.
   * @param executionId Id of the execution.
   * @param options Size and place of the page.
   * @returns A page of events; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @throws {NotFoundException} when there is no such workflow or execution.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   for await (const { executionId } of client.listWorkflowExecutions(workflowId)) {
   *     for await (const { number, type, state } of client.listWorkflowExecutionEvents(workflowId, executionId)) {
   *       console.log(number, type, state);
   *     }
   *   }
   * }
   */
  listWorkflowExecutionEvents(
    workflowId: string,
    executionId: string,
    options: PagingOptions = {},
    request?: RequestOptions,
  ): ListCall<ExecutionEventPage, 'events'> {
    const url = path`/workflows/${workflowId}/executions/${executionId}/events`;
    return this.transport.list('GET', url, 'events', { query: { ...options }, request });
  }

  /**
   * Watches an execution of a workflow: gives its events as they happen, those that have happened already first, and ends
   * with the execution. A connection that breaks is opened again, and no event is lost or given twice.
   *
   * @calls listWorkflowExecutionEvents getWorkflowExecution
   * @param workflowId Id of the workflow.
   * @param executionId Id of the execution.
   * @param options Where to begin, and how to stop.
   * @returns The events, to iterate over with `for await`.
   * @throws {NotFoundException} when there is no such workflow or execution.
   * @example
   * const States = { Greet: { Type: 'Pass', Result: { greeting: 'hello' }, End: true } };
   * const { workflowId } = await client.createWorkflow({ definition: { StartAt: 'Greet', States } });
   * const { executionId } = await client.executeWorkflow(workflowId, {});
   * for await (const event of client.watchWorkflowExecution(workflowId, executionId)) {
   *   console.log(event.time, event.type, event.state, event.output);
   * }
   * await client.deleteWorkflow(workflowId);
   */
  watchWorkflowExecution(
    workflowId: string,
    executionId: string,
    options: WatchOptions = {},
    request?: RequestOptions,
  ): AsyncGenerator<ExecutionEvent, void, undefined> {
    const url = path`/workflows/${workflowId}/executions/${executionId}`;
    const ofCall = { ...request, signal: options.signal ?? request?.signal };
    return watchExecution({
      open: (after) => {
        const headers: Record<string, string> = after === 0 ? {} : { 'Last-Event-ID': String(after) };
        return this.transport.open(`${url}/events`, { headers, request: ofCall });
      },
      hasEnded: async () => isOver(await this.transport.call<WorkflowExecution>('GET', url, { request: ofCall })),
      after: options.after ?? 0,
      maxRetries: this.transport.maxRetries(ofCall, watchRetries),
      signal: ofCall.signal,
      sleep: this.transport.sleep,
    });
  }

  /**
   * Waits until an execution of a workflow has ended, however it ends. One that waits for somebody to retry it, with the
   * status `error`, has not. The `signal` of the call ends the waiting.
   *
   * @calls listWorkflowExecutionEvents getWorkflowExecution
   * @param workflowId Id of the workflow.
   * @param executionId Id of the execution.
   * @returns The execution with its `output`.
   * @throws {NotFoundException} when there is no such workflow or execution.
   * @example
   * const States = { Greet: { Type: 'Pass', Result: { greeting: 'hello' }, End: true } };
   * const { workflowId } = await client.createWorkflow({ definition: { StartAt: 'Greet', States } });
   * const { executionId } = await client.executeWorkflow(workflowId, {});
   * const { status, output } = await client.waitForWorkflowExecution(workflowId, executionId);
   * console.log(status, output);
   * await client.deleteWorkflow(workflowId);
   */
  async waitForWorkflowExecution(
    workflowId: string,
    executionId: string,
    request?: RequestOptions,
  ): Promise<WorkflowExecution> {
    for await (const _ of this.watchWorkflowExecution(workflowId, executionId, {}, request)) {
      // What happened on the way is not asked for.
    }
    return this.getWorkflowExecution(workflowId, executionId, request);
  }

  /**
   * Runs an execution on from the transition given: it becomes the next step, whatever the definition says. Given
   * `las:transition:commons-failed`, it ends the execution as failed.
   *
   * @python update_workflow_execution
   * @param workflowId Id of the workflow.
   * @param executionId Id of the execution.
   * @param nextTransitionId A transition of the workflow, from which the execution runs on, or
   *   `las:transition:commons-failed`, which ends it as failed.
   * @returns The execution as it is now.
   * @throws {BadRequestException} when the workflow does not use the transition.
   * @throws {NotFoundException} when there is no such workflow or execution.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   for await (const { executionId } of client.listWorkflowExecutions(workflowId, { status: 'error' })) {
   *     await client.updateWorkflowExecution(workflowId, executionId, 'las:transition:commons-failed');
   *   }
   * }
   */
  updateWorkflowExecution(
    workflowId: string,
    executionId: string,
    nextTransitionId: string,
    request?: RequestOptions,
  ): ApiCall<WorkflowExecution> {
    const url = path`/workflows/${workflowId}/executions/${executionId}`;
    return this.transport.call('PATCH', url, { body: { nextTransitionId }, request });
  }

  /**
   * Deletes an execution of a workflow.
   *
   * @python delete_workflow_execution
   * @param workflowId Id of the workflow.
   * @param executionId Id of the execution.
   * @returns The execution that was deleted.
   * @throws {NotFoundException} when there is no such workflow or execution.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   for await (const { executionId } of client.listWorkflowExecutions(workflowId, { status: 'failed' })) {
   *     await client.deleteWorkflowExecution(workflowId, executionId);
   *   }
   * }
   */
  deleteWorkflowExecution(
    workflowId: string,
    executionId: string,
    request?: RequestOptions,
  ): ApiCall<WorkflowExecution> {
    return this.transport.call('DELETE', path`/workflows/${workflowId}/executions/${executionId}`, { request });
  }
}
