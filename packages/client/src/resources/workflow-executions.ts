import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { JsonObject, ListWorkflowExecutionsOptions, WorkflowExecution, WorkflowExecutionPage } from '../shapes.js';
import { Resource } from './resource.js';

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
   * @throws {NotImplementedException} for now: the service cannot run workflows yet.
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
