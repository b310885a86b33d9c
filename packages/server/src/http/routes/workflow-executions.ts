import type { Database } from '../../db/database.js';
import { badRequest } from '../../domain/api-error.js';
import type { Engine } from '../../domain/execution/engine.js';
import type { KnownWorkflows } from '../../domain/execution/known-workflows.js';
import type { StepNewsDesk } from '../../domain/execution/step-news.js';
import { watchExecution } from '../../domain/execution/watch-execution.js';
import type { NextTokens } from '../../domain/next-token.js';
import {
  deleteWorkflowExecution,
  executeWorkflow,
  getWorkflowExecution,
  listWorkflowExecutionEvents,
  listWorkflowExecutions,
  requireWorkflowExecution,
  updateWorkflowExecution,
} from '../../domain/workflow-executions.js';
import { EventStream, type ServerSentEvent } from '../event-stream.js';
import type { RoutesOf } from '../register.js';

async function* toServerSent(events: ReturnType<typeof watchExecution>): AsyncGenerator<ServerSentEvent | null> {
  for await (const event of events) {
    yield event && { id: String(event.number), event: event.type, data: event };
  }
}

function numberOf(lastEventId: string | undefined): number {
  if (lastEventId === undefined) return 0;
  if (!/^\d{1,9}$/.test(lastEventId)) throw badRequest('header.last-event-id has to be the id of an event');
  return Number(lastEventId);
}

export function workflowExecutionRoutes(services: {
  db: Database;
  nextTokens: NextTokens;
  engine: Engine;
  workflows: KnownWorkflows;
  news: StepNewsDesk;
}): RoutesOf<
  | 'executeWorkflow'
  | 'listWorkflowExecutions'
  | 'getWorkflowExecution'
  | 'updateWorkflowExecution'
  | 'deleteWorkflowExecution'
  | 'listWorkflowExecutionEvents'
> {
  const { db, engine, workflows } = services;
  return {
    executeWorkflow: async ({ caller, params, body, write }) => {
      let started: Awaited<ReturnType<typeof executeWorkflow>> | undefined;
      const execution = await write('workflowExecution', async (trx) => {
        started = await executeWorkflow({ trx, engine }, caller.organizationId, params.workflowId, body.input);
        return started.execution;
      });
      // A repeated request is given the earlier execution, and what it did itself is taken back.
      if (started?.execution === execution) started.begin();
      return execution;
    },
    listWorkflowExecutions: ({ caller, params, query }) =>
      listWorkflowExecutions(services, caller.organizationId, params.workflowId, query),
    getWorkflowExecution: ({ caller, params }) =>
      getWorkflowExecution(db, { ...params, organizationId: caller.organizationId }),
    updateWorkflowExecution: ({ caller, params, body }) =>
      updateWorkflowExecution(
        { db, engine, workflows },
        { ...params, organizationId: caller.organizationId },
        { ...body, by: caller.appClientId },
      ),
    deleteWorkflowExecution: ({ caller, params, write }) =>
      write(null, (trx) => deleteWorkflowExecution(trx, { ...params, organizationId: caller.organizationId })),
    listWorkflowExecutionEvents: async ({ caller, params, query, eventStream, signal }) => {
      const ids = { ...params, organizationId: caller.organizationId };
      if (!eventStream) return listWorkflowExecutionEvents(services, ids, query);
      const after = numberOf(eventStream.lastEventId);
      await requireWorkflowExecution(db, ids);
      return new EventStream(toServerSent(watchExecution(services, ids, { after, signal })));
    },
  };
}
