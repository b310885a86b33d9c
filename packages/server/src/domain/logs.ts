import type { Log, LogPage } from '@las/contract';
import type { Database } from '../db/database.js';
import { eventsOfLog, findLog, type LogFilter, type LogRow, pageOfLogs } from '../db/logs.js';
import { notFound } from './api-error.js';
import type { NextTokens } from './next-token.js';

/** Filters of a list of logs and the part of it that is asked for; newest first unless ordered otherwise. */
export interface LogQuery {
  workflowId?: string;
  workflowExecutionId?: string;
  transitionId?: string;
  transitionExecutionId?: string;
  order?: 'ascending' | 'descending';
  maxResults?: number;
  nextToken?: string;
}

function toLog(row: Omit<LogRow, 'organization_id'>): Log {
  return {
    logId: row.id,
    startTime: row.start_time.toISOString(),
    workflowId: row.workflow_id,
    workflowExecutionId: row.workflow_execution_id,
    transitionId: row.transition_id,
    transitionExecutionId: row.transition_execution_id,
  };
}

function toFilter({ workflowId, workflowExecutionId, transitionId, transitionExecutionId }: LogQuery): LogFilter {
  return {
    ...(workflowId ? { workflow_id: workflowId } : {}),
    ...(workflowExecutionId ? { workflow_execution_id: workflowExecutionId } : {}),
    ...(transitionId ? { transition_id: transitionId } : {}),
    ...(transitionExecutionId ? { transition_execution_id: transitionExecutionId } : {}),
  };
}

export async function listLogs(
  { db, nextTokens }: { db: Database; nextTokens: NextTokens },
  organizationId: string,
  query: LogQuery,
): Promise<LogPage> {
  const { maxResults, nextToken, ...echo } = query;
  const filter = toFilter(query);
  const order = query.order ?? 'descending';
  const list = { name: 'logs', organizationId, filters: { ...filter, order } };
  const page = await pageOfLogs(db, organizationId, filter, { ...nextTokens.keyset(list, query), order });
  return { logs: page.rows.map(toLog), nextToken: nextTokens.token(list, page.next), ...echo };
}

export async function getLog(db: Database, organizationId: string, logId: string): Promise<Log> {
  const row = await findLog(db, organizationId, logId);
  if (!row) throw notFound(logId);
  return { ...toLog(row), events: (await eventsOfLog(db, logId)).map((event) => ({ ...event })) };
}
