import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { type WorkflowApp, workflowApp } from '../../testing/workflow-app.js';
import { createStepNewsDesk, type StepNewsDesk } from './step-news.js';
import { watchExecution } from './watch-execution.js';

let database: TestDatabase;
let app: WorkflowApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await workflowApp(database);
});

afterAll(async () => {
  await app.close();
  await database.close();
});

/** Counts who is subscribed. */
function counting(desk: StepNewsDesk): StepNewsDesk & { subscribed: number } {
  const counted = {
    ...desk,
    subscribed: 0,
    subscribe(listener: Parameters<StepNewsDesk['subscribe']>[0]) {
      const unsubscribe = desk.subscribe(listener);
      counted.subscribed++;
      let isSubscribed = true;
      return () => {
        if (isSubscribed) counted.subscribed--;
        isSubscribed = false;
        unsubscribe();
      };
    },
  };
  return counted;
}

async function running() {
  const { workflowId, transitionId } = await app.createQueue();
  const executionId = await app.execute(workflowId);
  return { ids: { organizationId: app.organizationId, workflowId, executionId }, transitionId };
}

function watch(news: StepNewsDesk, ids: Parameters<typeof watchExecution>[1], signal: AbortSignal, after = 0) {
  return watchExecution({ db: database.db, news }, ids, { after, signal });
}

async function typesOf(events: ReturnType<typeof watchExecution>): Promise<string[]> {
  const types: string[] = [];
  for await (const event of events) if (event) types.push(event.type);
  return types;
}

test('events come as they happen, also those of other processes, until the execution has ended', async () => {
  const { ids, transitionId } = await running();
  // Its own desk hears of nothing: as if all steps were another process's.
  const news = counting(createStepNewsDesk());
  const watching = typesOf(watch(news, ids, new AbortController().signal, 2));
  const { executionId } = await app.lease(transitionId);
  await app.finish(transitionId, executionId, { status: 'succeeded' });
  expect(await watching).toEqual(['taskScheduled', 'taskSucceeded', 'stateExited', 'executionSucceeded']);
  expect(news.subscribed).toBe(0);
});

test.each(['hangs up', 'is sent away since the service stops'])('who %s leaves nothing behind', async (why) => {
  const { ids } = await running();
  const news = counting(createStepNewsDesk());
  const caller = new AbortController();
  const watching = typesOf(watch(news, ids, caller.signal));
  await expect.poll(() => news.subscribed).toBe(1);
  if (why === 'hangs up') caller.abort();
  else news.close();
  expect(await watching).toHaveLength(3);
  expect(news.subscribed).toBe(0);
});

test('a deleted execution is watched no longer', async () => {
  const { ids } = await running();
  const watching = typesOf(watch(app.services.news, ids, new AbortController().signal));
  await app.inject('DELETE', `/workflows/${ids.workflowId}/executions/${ids.executionId}`);
  await watching;
});

test('a stream ends when its reader goes, and the subscription with it', async () => {
  const { ids } = await running();
  const address = new URL(await app.app.listen({ port: 0 }));
  let subscribed = 0;
  const { news } = app.services;
  const { subscribe } = news;
  onTestFinished(() => {
    news.subscribe = subscribe;
  });
  news.subscribe = (listener) => {
    subscribed++;
    const unsubscribe = subscribe(listener);
    let isSubscribed = true;
    return () => {
      if (isSubscribed) subscribed--;
      isSubscribed = false;
      unsubscribe();
    };
  };
  const reader = request({
    port: address.port,
    path: `/v1/workflows/${ids.workflowId}/executions/${ids.executionId}/events`,
    headers: { accept: 'text/event-stream' },
  });
  reader.on('error', () => {});
  reader.end();
  const [response] = await once(reader, 'response');
  await once(response, 'data');
  await expect.poll(() => subscribed).toBe(1);
  reader.destroy();
  await expect.poll(() => subscribed, { timeout: 5000 }).toBe(0);
});
