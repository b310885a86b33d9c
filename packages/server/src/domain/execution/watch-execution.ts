import type { ExecutionEvent } from '@las/contract';
import type { Database } from '../../db/database.js';
import { findEvents, findWorkflowExecution, type WorkflowExecutionIds } from '../../db/workflow-executions.js';
import type { StepNewsDesk } from './step-news.js';

const pageSize = 500;
/** Steps that other processes take are noticed by looking. */
const lookAgainMs = 1000;

function isUnended(status: string): boolean {
  return status === 'running' || status === 'error';
}

/** Resolves at the next step of the execution in this process, or after a while. */
function nextNews(news: StepNewsDesk, executionId: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, lookAgainMs);
    const unsubscribe = news.subscribe(({ record }) => {
      if (record.executionId === executionId) end();
    });
    signal.addEventListener('abort', end);
  });
}

/** The events of an execution from a number on, as they come, until it has ended. Null says that it is still waiting. */
export async function* watchExecution(
  { db, news }: { db: Database; news: StepNewsDesk },
  ids: WorkflowExecutionIds,
  { after, signal }: { after: number; signal: AbortSignal },
): AsyncGenerator<ExecutionEvent | null> {
  let last = after;
  const leaving = AbortSignal.any([signal, news.closing]);
  while (!leaving.aborted) {
    const waiting = new AbortController();
    const noticed = nextNews(news, ids.executionId, AbortSignal.any([leaving, waiting.signal]));
    try {
      const execution = await findWorkflowExecution(db, ids);
      const events = await findEvents(db, ids.executionId, { from: last + 1, limit: pageSize });
      yield* events;
      last = events.at(-1)?.number ?? last;
      if (events.length === pageSize) continue;
      if (!execution || !isUnended(execution.status)) return;
      await noticed;
      yield null;
    } finally {
      waiting.abort();
    }
  }
}
