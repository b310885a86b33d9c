import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  ListTransitionExecutionsOptions,
  TransitionExecution,
  TransitionExecutionPage,
  TransitionExecutionUpdate,
} from '../shapes.js';
import { Resource } from './resource.js';

export interface UpdateTransitionExecutionOptions extends Omit<TransitionExecutionUpdate, 'status' | 'startTime'> {
  /** Replaces the stored start time: ISO 8601 with an offset, or a Date. */
  startTime?: string | Date | null;
}

/** Executions of transitions: pieces of work. */
export abstract class TransitionExecutions extends Resource {
  /**
   * Leases the execution of a manual transition that has waited longest. Nobody else is given it as long as heartbeats
   * come, at least every 60 seconds.
   *
   * @python execute_transition
   * @param transitionId Id of the transition.
   * @returns The execution, with the `input` to work on.
   * @throws {NotFoundException} when there is no such transition, or nothing is waiting.
   * @throws {BadRequestException} when it is a docker transition.
   * @throws {NotImplementedException} for now: the service cannot run workflows yet, so nothing waits.
   * @example
   * import { NotFoundException } from '@las/client';
   *
   * const { transitionId } = await client.createTransition('manual');
   * try {
   *   const { executionId, input } = await client.executeTransition(transitionId);
   *   console.log(executionId, input);
   * } catch (error) {
   *   if (!(error instanceof NotFoundException)) throw error;
   *   console.log('Nothing to do');
   * }
   */
  executeTransition(transitionId: string, request?: RequestOptions): ApiCall<TransitionExecution> {
    return this.transport.call('POST', path`/transitions/${transitionId}/executions`, { query: { waitSeconds: 5 }, body: {}, request });
  }

  /**
   * Lists the executions of a transition.
   *
   * @python list_transition_executions
   * @param transitionId Id of the transition.
   * @param options Filters, order, and size and place of the page.
   * @returns A page of executions; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page with the same filters.
   * @throws {NotFoundException} when there is no such transition.
   * @example
   * for await (const { transitionId } of client.listTransitions()) {
   *   for await (const execution of client.listTransitionExecutions(transitionId, { status: 'running' })) {
   *     console.log(execution.executionId, execution.startTime);
   *   }
   * }
   */
  listTransitionExecutions(
    transitionId: string,
    options: ListTransitionExecutionsOptions = {},
    request?: RequestOptions,
  ): ListCall<TransitionExecutionPage, 'executions'> {
    const url = path`/transitions/${transitionId}/executions`;
    return this.transport.list('GET', url, 'executions', { query: { ...options }, request });
  }

  /**
   * Gets an execution of a transition. The program in the container of a docker transition gets its input so: it finds
   * both ids in the environment variables `TRANSITION_ID` and `EXECUTION_ID`.
   *
   * @python get_transition_execution
   * @param transitionId Id of the transition.
   * @param executionId Id of the execution.
   * @returns The execution.
   * @throws {NotFoundException} when there is no such transition or execution.
   * @example
   * for await (const { transitionId } of client.listTransitions()) {
   *   for await (const { executionId } of client.listTransitionExecutions(transitionId)) {
   *     const { input } = await client.getTransitionExecution(transitionId, executionId);
   *     console.log(input);
   *   }
   * }
   */
  getTransitionExecution(
    transitionId: string,
    executionId: string,
    request?: RequestOptions,
  ): ApiCall<TransitionExecution> {
    return this.transport.call('GET', path`/transitions/${transitionId}/executions/${executionId}`, { request });
  }

  /**
   * Ends an execution of a transition, or puts it back.
   *
   * @python update_transition_execution
   * @param transitionId Id of the transition.
   * @param executionId Id of the execution.
   * @param status `succeeded` with an `output`, `failed` or `rejected` with an `error`, or `retry` to put it back.
   * @param options Output, error and start time.
   * @returns The execution as it is now.
   * @throws {BadRequestException} when it has ended or timed out.
   * @throws {NotFoundException} when there is no such transition or execution.
   * @example
   * for await (const { transitionId } of client.listTransitions({ transitionType: 'manual' })) {
   *   for await (const { executionId } of client.listTransitionExecutions(transitionId, { status: 'running' })) {
   *     await client.updateTransitionExecution(transitionId, executionId, 'succeeded', { output: { total: '12.50' } });
   *   }
   * }
   */
  updateTransitionExecution(
    transitionId: string,
    executionId: string,
    status: TransitionExecutionUpdate['status'],
    options: UpdateTransitionExecutionOptions = {},
    request?: RequestOptions,
  ): ApiCall<TransitionExecution> {
    const url = path`/transitions/${transitionId}/executions/${executionId}`;
    return this.transport.call('PATCH', url, { body: { status, ...options }, request });
  }

  /**
   * Keeps a leased execution from timing out; due at least every 60 seconds.
   *
   * @python send_heartbeat
   * @param transitionId Id of the transition.
   * @param executionId Id of the execution.
   * @returns Nothing.
   * @throws {BadRequestException} when the execution has ended or timed out.
   * @throws {NotFoundException} when there is no such transition or execution.
   * @example
   * for await (const { transitionId } of client.listTransitions({ transitionType: 'manual' })) {
   *   for await (const { executionId } of client.listTransitionExecutions(transitionId, { status: 'running' })) {
   *     await client.sendHeartbeat(transitionId, executionId);
   *   }
   * }
   */
  sendHeartbeat(transitionId: string, executionId: string, request?: RequestOptions): ApiCall<void> {
    const url = path`/transitions/${transitionId}/executions/${executionId}/heartbeats`;
    return this.transport.call('POST', url, { body: {}, request });
  }
}
