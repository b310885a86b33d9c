import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendLogEvents } from '../../db/logs.js';
import { type TestApp, testApp } from '../../testing/app.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { logRoutes } from './logs.js';

const hex = (digit: string) => digit.repeat(32);
const ids = {
  workflowId: `las:workflow:${hex('1')}`,
  workflowExecutionId: `las:workflow-execution:${hex('2')}`,
  transitionId: `las:transition:${hex('3')}`,
  transitionExecutionId: `las:transition-execution:${hex('4')}`,
};
const otherTransition = `las:transition:${hex('5')}`;
const full = `las:log:${hex('a')}`;
const bare = `las:log:${hex('b')}`;
const events = [{ timestamp: 1_700_000_000.5, message: 'started' }];

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, logRoutes);
  const none = { workflow_id: null, workflow_execution_id: null, transition_execution_id: null };
  const { db, organizationId } = { db: app.services.db, organizationId: app.organizationId };
  await db
    .insertInto('logs')
    .values({
      id: full,
      organization_id: organizationId,
      workflow_id: ids.workflowId,
      workflow_execution_id: ids.workflowExecutionId,
      transition_id: ids.transitionId,
      transition_execution_id: ids.transitionExecutionId,
    })
    .execute();
  await appendLogEvents(db, full, 0, events);
  await db
    .insertInto('logs')
    .values({ id: bare, organization_id: organizationId, ...none, transition_id: otherTransition })
    .execute();
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const list = async (query: string) => (await app.inject('GET', `/logs${query}`)).body;
const idsOf = (page: { logs: { logId: string }[] }) => page.logs.map((log) => log.logId);

test('a log has its events, a list of logs has none', async () => {
  const { body } = await app.inject('GET', `/logs/${full}`);
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(body).toEqual({ logId: full, startTime: time, ...ids, events });
  const { events: _, ...listed } = body;
  expect((await list('')).logs[1]).toEqual(listed);
  expect((await app.inject('GET', `/logs/${bare}`)).body).toMatchObject({ workflowId: null, events: [] });
});

test('logs come newest first, or oldest first when asked to', async () => {
  expect(await list('')).toMatchObject({ logs: [{ logId: bare }, { logId: full }], nextToken: null });
  expect(await list('')).not.toHaveProperty('order');
  expect(await list('?order=ascending')).toMatchObject({
    logs: [{ logId: full }, { logId: bare }],
    order: 'ascending',
  });
  const first = await list('?order=ascending&maxResults=1');
  expect(idsOf(await list(`?order=ascending&maxResults=1&nextToken=${first.nextToken}`))).toEqual([bare]);
  const turned = await app.inject('GET', `/logs?order=descending&nextToken=${first.nextToken}`);
  expect(turned.status).toBe(400);
});

test.each(Object.entries(ids))('a list is narrowed by %s, and echoes it', async (name, id) => {
  const page = await list(`?${name}=${encodeURIComponent(id)}`);
  expect(idsOf(page)).toEqual([full]);
  expect(page[name]).toBe(id);
  const unknown = id.replace(/[0-9a-f]{32}$/, hex('0'));
  expect(await list(`?${name}=${unknown}`)).toEqual({ logs: [], nextToken: null, [name]: unknown });
  const broken = await app.inject('GET', `/logs?${name}=x`);
  expect(broken).toMatchObject({ status: 400, body: { message: expect.stringContaining(`query.${name}`) } });
});

test('all filters have to match', async () => {
  expect(idsOf(await list(`?workflowId=${ids.workflowId}&transitionId=${otherTransition}`))).toEqual([]);
  expect(idsOf(await list(`?workflowId=${ids.workflowId}&transitionId=${ids.transitionId}`))).toEqual([full]);
});

test('another organization sees no log', async () => {
  const headers = { 'x-test-organization': await database.addOrganization() };
  expect((await app.inject('GET', '/logs', undefined, headers)).body.logs).toEqual([]);
  expect(await app.inject('GET', `/logs/${full}`, undefined, headers)).toMatchObject({
    status: 404,
    body: { message: `${full} was not found` },
  });
});
