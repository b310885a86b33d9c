import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  PagingOptions,
  Workflow,
  WorkflowCreate,
  WorkflowDefinition,
  WorkflowPage,
  WorkflowSpecification,
  WorkflowUpdate,
} from '../shapes.js';
import { Resource } from './resource.js';

export type CreateWorkflowOptions = Omit<WorkflowCreate, 'specification'>;

/** Workflows: transitions tied together by a definition in Amazon States Language. */
export abstract class Workflows extends Resource {
  /**
   * Creates a workflow. The guide docs/workflows.md says what a
   * definition may hold.
   *
   * @python create_workflow
   * @param specification The definition in Amazon States Language. It cannot be changed.
   * @param options Name, description, and what happens when an execution fails or ends.
   * @returns The workflow.
   * @throws {BadRequestException} when the definition breaks a rule; the message says which and where, for up to ten
   *   of them.
   * @throws {LimitExceededException} when the organization has as many workflows as it may.
   * @example
   * const { transitionId } = await client.createTransition('manual', { name: 'Check the values' });
   * const workflow = await client.createWorkflow(
   *   {
   *     definition: {
   *       StartAt: 'Check',
   *       States: { Check: { Type: 'Task', Resource: transitionId, End: true } },
   *     },
   *   },
   *   { name: 'Receipts', errorConfig: { email: 'ada@example.com' } },
   * );
   * console.log(workflow.workflowId);
   */
  createWorkflow(
    specification: WorkflowSpecification,
    options: CreateWorkflowOptions = {},
    request?: RequestOptions,
  ): ApiCall<Workflow> {
    return this.transport.call('POST', '/workflows', { body: { specification, ...options }, request });
  }

  /**
   * Lists the workflows of the organization.
   *
   * @python list_workflows
   * @param options Size and place of the page.
   * @returns A page of workflows; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page.
   * @example
   * for await (const workflow of client.listWorkflows()) {
   *   console.log(workflow.workflowId, workflow.name);
   * }
   */
  listWorkflows(options: PagingOptions = {}, request?: RequestOptions): ListCall<WorkflowPage, 'workflows'> {
    return this.transport.list('GET', '/workflows', 'workflows', { query: { ...options }, request });
  }

  /**
   * Gets a workflow.
   *
   * @python get_workflow
   * @param workflowId Id of the workflow.
   * @returns The workflow, without its definition.
   * @throws {NotFoundException} when there is no such workflow.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   const workflow = await client.getWorkflow(workflowId);
   *   console.log(workflow.name, workflow.errorConfig);
   * }
   */
  getWorkflow(workflowId: string, request?: RequestOptions): ApiCall<Workflow> {
    return this.transport.call('GET', path`/workflows/${workflowId}`, { request });
  }

  /**
   * Gets the definition of a workflow.
   *
   * @param workflowId Id of the workflow.
   * @returns The definition, as it was given.
   * @throws {NotFoundException} when there is no such workflow.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   const { definition } = await client.getWorkflowDefinition(workflowId);
   *   console.log(JSON.stringify(definition, null, 2));
   * }
   */
  getWorkflowDefinition(workflowId: string, request?: RequestOptions): ApiCall<WorkflowDefinition> {
    return this.transport.call('GET', path`/workflows/${workflowId}/definition`, { request });
  }

  /**
   * Changes a workflow. Its definition stays as it was created.
   *
   * @python update_workflow
   * @param workflowId Id of the workflow.
   * @param changes What to change; null clears name or description. At least one field.
   * @returns The workflow as it is now.
   * @throws {BadRequestException} when there is no change.
   * @throws {NotFoundException} when there is no such workflow.
   * @example
   * for await (const { workflowId } of client.listWorkflows()) {
   *   await client.updateWorkflow(workflowId, { errorConfig: { email: 'ada@example.com', manualRetry: true } });
   * }
   */
  updateWorkflow(workflowId: string, changes: WorkflowUpdate, request?: RequestOptions): ApiCall<Workflow> {
    return this.transport.call('PATCH', path`/workflows/${workflowId}`, { body: changes, request });
  }

  /**
   * Deletes a workflow.
   *
   * @python delete_workflow
   * @param workflowId Id of the workflow.
   * @returns The workflow that was deleted.
   * @throws {BadRequestException} when it has executions that have not ended; the message says which.
   * @throws {NotFoundException} when there is no such workflow.
   * @example
   * const { transitionId } = await client.createTransition('manual');
   * const definition = { StartAt: 'Check', States: { Check: { Type: 'Task', Resource: transitionId, End: true } } };
   * const { workflowId } = await client.createWorkflow({ definition });
   * await client.deleteWorkflow(workflowId);
   */
  deleteWorkflow(workflowId: string, request?: RequestOptions): ApiCall<Workflow> {
    return this.transport.call('DELETE', path`/workflows/${workflowId}`, { request });
  }
}
