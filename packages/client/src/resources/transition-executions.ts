import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type {
  ExecuteTransitionOptions,
  JsonObject,
  ListTransitionExecutionsOptions,
  TransitionExecution,
  TransitionExecutionPage,
  TransitionExecutionUpdate,
  TransitionQueue,
} from '../shapes.js';
import { type WorkHandler, type WorkOptions, workSettings } from '../work/work-options.js';
import { Worker } from '../work/worker.js';
import { Resource } from './resource.js';

export interface UpdateTransitionExecutionOptions extends Omit<TransitionExecutionUpdate, 'status' | 'startTime'> {
  /** Replaces the stored start time: ISO 8601 with an offset, or a Date. */
  startTime?: string | Date | null;
}

/** Executions of transitions: pieces of work. The guide docs/workflows.md says how people and programs take part. */
export abstract class TransitionExecutions extends Resource {
  /**
   * Works on the executions of a manual transition until it is told to stop: leases one after the other, keeps it with
   * heartbeats while the handler works on it, and ends it with what the handler returns.
   *
   * What the handler throws fails the execution, with the error's message; `new Rejected(reason)` rejects it, `new
   * PutBack()` puts it back. A service that restarts or cannot be reached for a while is waited for. When the work is to
   * stop, handlers that run are told by their signal; what has not ended in time is put back.
   *
   * @calls executeTransition sendHeartbeat updateTransitionExecution
   * @param transitionId Id of the transition.
   * @param handler Does the work: is given the input, and `{ execution, signal }`; returns the output, an object. Its
   *   signal is aborted when the lease is lost or the work is to stop. The type of the input is the one that you declare:
   *   `inputJsonSchema` of the transition is what makes sure of it.
   * @param options How much at once, how to stop, and what to do about errors.
   * @returns Once `signal` is aborted and all that was running has ended or is put back.
   * @throws {NotFoundException} when there is no such transition.
   * @throws {BadRequestException} when it is a docker transition.
   * @throws {RangeError} when an option is out of its range.
   * @example
   * import { Rejected } from '@las/client';
   *
   * const { transitionId } = await client.createTransition('manual', { name: 'Book the invoice' });
   * await client.work(
   *   transitionId,
   *   async ({ total }) => {
   *     if (typeof total !== 'string') throw new Rejected('It has no total');
   *     return { booked: true };
   *   },
   *   { concurrency: 4, signal: AbortSignal.timeout(2_000) },
   * );
   */
  async work<Input extends object = JsonObject>(
    transitionId: string,
    handler: WorkHandler<Input>,
    options: WorkOptions = {},
  ): Promise<void> {
    await new Worker({
      executions: this,
      transitionId,
      handler: (context) => handler(context.execution.input as Input, context),
      settings: workSettings(options),
      signal: options.signal,
      sleep: this.transport.sleep,
    }).run();
  }

  /**
   * Tells what waits at a manual transition, who is at work, and how fast it goes.
   *
   * @param transitionId Id of the transition.
   * @returns How many executions wait and since when, which are leased by whom, and how many were done.
   * @throws {NotFoundException} when there is no such transition.
   * @throws {BadRequestException} when it is a docker transition.
   * @example
   * for await (const { transitionId, name } of client.listTransitions({ transitionType: 'manual' })) {
   *   const queue = await client.getTransitionQueue(transitionId);
   *   console.log(name, queue.waiting, queue.oldestWaitingSeconds, queue.running.length);
   * }
   */
  getTransitionQueue(transitionId: string, request?: RequestOptions): ApiCall<TransitionQueue> {
    return this.transport.call('GET', path`/transitions/${transitionId}/queue`, { request });
  }

  /**
   * Leases the execution of a manual transition that has waited longest. Nobody else is given it as long as heartbeats
   * come, at least every 60 seconds; `work` does all that by itself.
   *
   * @python execute_transition
   * @param transitionId Id of the transition.
   * @param options How long to wait for work. What is said here of the call itself holds as well, as in `request`; the
   *   time that the service waits comes on top of its `timeout`.
   * @returns The execution, with the `input` to work on.
   * @throws {NotFoundException} when there is no such transition, or nothing is waiting.
   * @throws {BadRequestException} when it is a docker transition.
   * @example
   * import { NotFoundException } from '@las/client';
   *
   * const { transitionId } = await client.createTransition('manual');
   * try {
   *   const { executionId, input } = await client.executeTransition(transitionId, { waitSeconds: 2 });
   *   console.log(executionId, input);
   * } catch (error) {
   *   if (!(error instanceof NotFoundException)) throw error;
   *   console.log('Nothing to do');
   * }
   */
  executeTransition(
    transitionId: string,
    options: ExecuteTransitionOptions & RequestOptions = {},
    request?: RequestOptions,
  ): ApiCall<TransitionExecution> {
    const { waitSeconds, ...ofCall } = options;
    return this.transport.call('POST', path`/transitions/${transitionId}/executions`, {
      query: { waitSeconds },
      body: {},
      request: { ...ofCall, ...request },
      wait: (waitSeconds ?? 0) * 1000,
    });
  }

  /**
   * Lists the executions of a transition. What waits in the queue of a manual one is `running` without a `startTime`.
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
   * @param status `succeeded` with an `output`, `failed` or `rejected` with an `error`, or `retry` to put it back: that
   *   ends this execution, and a new one takes its place in the queue.
   * @param options Output, error and start time.
   * @returns The execution as it is now.
   * @throws {BadRequestException} when it has ended, was put back or has timed out.
   * @throws {NotFoundException} when there is no such transition or execution.
   * @example
   * for await (const { transitionId } of client.listTransitions({ transitionType: 'manual' })) {
   *   for await (const { executionId, startTime } of client.listTransitionExecutions(transitionId, { status: 'running' })) {
   *     if (!startTime) continue; // Nobody has leased it yet.
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
   * Keeps a leased execution from timing out; due at least every 60 seconds. After a minute without one the work goes
   * back to the queue, as a new execution.
   *
   * @python send_heartbeat
   * @param transitionId Id of the transition.
   * @param executionId Id of the execution.
   * @returns Nothing.
   * @throws {BadRequestException} when the execution has ended, was put back or has timed out.
   * @throws {NotFoundException} when there is no such transition or execution.
   * @example
   * for await (const { transitionId } of client.listTransitions({ transitionType: 'manual' })) {
   *   for await (const { executionId, startTime } of client.listTransitionExecutions(transitionId, { status: 'running' })) {
   *     if (startTime) await client.sendHeartbeat(transitionId, executionId);
   *   }
   * }
   */
  sendHeartbeat(transitionId: string, executionId: string, request?: RequestOptions): ApiCall<void> {
    const url = path`/transitions/${transitionId}/executions/${executionId}/heartbeats`;
    return this.transport.call('POST', url, { body: {}, request });
  }
}
