import type { ApiCall } from '../http/api-call.js';
import type { ListCall } from '../http/list-call.js';
import type { RequestOptions } from '../http/transport.js';
import { path } from '../http/url.js';
import type { ListLogsOptions, Log, LogPage } from '../shapes.js';
import { Resource } from './resource.js';

/** Logs: what executions of transitions and workflows have written. */
export abstract class Logs extends Resource {
  /**
   * Lists logs, without their events. Filters add up: a log has to match all that are given.
   *
   * @python list_logs
   * @param options Filters, order, and size and place of the page.
   * @returns A page of logs; iterate over the call for all of them.
   * @throws {BadRequestException} when `nextToken` is not from an earlier page with the same filters.
   * @example
   * for await (const log of client.listLogs({ order: 'descending' })) {
   *   console.log(log.logId, log.startTime, log.transitionId);
   * }
   */
  listLogs(options: ListLogsOptions = {}, request?: RequestOptions): ListCall<LogPage, 'logs'> {
    return this.transport.list('GET', '/logs', 'logs', { query: { ...options }, request });
  }

  /**
   * Gets a log with its events.
   *
   * @python get_log
   * @param logId Id of the log.
   * @returns The log; each event has `timestamp`, in seconds since 1970, and `message`.
   * @throws {NotFoundException} when there is no such log.
   * @example
   * for await (const { logId } of client.listLogs()) {
   *   const { events } = await client.getLog(logId);
   *   console.log(events);
   * }
   */
  getLog(logId: string, request?: RequestOptions): ApiCall<Log> {
    return this.transport.call('GET', path`/logs/${logId}`, { request });
  }
}
