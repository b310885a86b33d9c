import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../testing/app.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { secretRoutes } from './secrets.js';
import { transitionRoutes } from './transitions.js';
import { workflowExecutionRoutes } from './workflow-executions.js';
import { workflowRoutes } from './workflows.js';

const nobodys = `las:secret:${'0'.repeat(32)}`;
const executionId = `las:workflow-execution:${'0'.repeat(32)}`;

let database: TestDatabase;
let app: TestApp;
let secretId: string;
let transitionId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...secretRoutes(services),
    ...transitionRoutes(services),
    ...workflowRoutes(services),
    ...workflowExecutionRoutes(services),
  }));
  secretId = (await app.inject('POST', '/secrets', { data: { a: 'b' } })).body.secretId;
  transitionId = (await app.inject('POST', '/transitions', { transitionType: 'manual' })).body.transitionId;
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const definitionOf = (resource: string) => ({
  StartAt: 'A',
  States: { A: { Type: 'Task', Resource: resource, Next: 'B' }, B: { Type: 'Succeed' } },
});

const specificationOf = (resource: string) => ({ definition: definitionOf(resource) });

async function create(body: object = {}, headers: Record<string, string> = {}): Promise<string> {
  const specification = { definition: { StartAt: 'B', States: { B: { Type: 'Succeed' } } } };
  const answer = await app.inject('POST', '/workflows', { specification, ...body }, headers);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.workflowId;
}

test('a workflow comes back with its settings, which are null when there are none, and without its specification', async () => {
  const specification = { ...specificationOf(transitionId), language: 'ASL', version: '1.0.0' };
  const completedConfig = { imageUrl: 'image', secretId, environment: { A: 'b' }, environmentSecrets: [secretId] };
  const errorConfig = { email: 'me@example.com', manualRetry: true };
  const created = await app.inject('POST', '/workflows', { specification, completedConfig, errorConfig, name: 'w' });
  const { workflowId } = created.body;
  expect(created.body).toEqual({ workflowId, name: 'w', description: null, completedConfig, errorConfig });
  expect((await app.inject('GET', `/workflows/${workflowId}`)).body).toEqual(created.body);
  const plain = await create();
  expect((await app.inject('GET', `/workflows/${plain}`)).body).toEqual({
    workflowId: plain,
    name: null,
    description: null,
    completedConfig: null,
    errorConfig: null,
  });
  const { body } = await app.inject('GET', '/workflows?maxResults=2');
  expect(body.workflows.map((item: { workflowId: string }) => item.workflowId)).toEqual([plain, workflowId]);
});

test('the definition is kept as it was given, with its order of states', async () => {
  const workflowId = await create({ specification: specificationOf(transitionId) });
  const { rows } = await database.pool.query('select specification, transition_ids from workflows where id = $1', [
    workflowId,
  ]);
  expect(JSON.stringify(rows[0].specification)).toBe(JSON.stringify(specificationOf(transitionId)));
  expect(rows[0].transition_ids).toEqual([transitionId]);
});

test('built-in transitions may be named', async () => {
  await create({ specification: specificationOf('las:transition:commons-failed') });
});

test.each([
  [{}, 'body.specification is required'],
  [{ specification: {} }, 'body.specification.definition is required'],
  [{ specification: { definition: {}, language: 'BPMN' } }, 'body.specification.language has to be one of ASL'],
  [{ specification: { definition: {} } }, 'body.specification.definition has to have a field States'],
  [{ specification: specificationOf('x') }, 'body.specification.definition/States/A/Resource has to be the id'],
  [
    { specification: specificationOf(`las:transition:${'0'.repeat(32)}`) },
    `body.specification.definition/States/A/Resource names las:transition:${'0'.repeat(32)}, which was not found`,
  ],
])('%j is refused', async (body, message) => {
  const answer = await app.inject('POST', '/workflows', body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test.each([
  [{ completedConfig: { imageUrl: 'x', secretId: nobodys } }, `body.completedConfig.secretId names ${nobodys}`],
  [{ completedConfig: { imageUrl: 'x', environmentSecrets: [nobodys] } }, 'body.completedConfig.environmentSecrets[0]'],
  [{ completedConfig: {} }, 'body.completedConfig.imageUrl is required'],
  [{ errorConfig: { email: 'nobody' } }, 'body.errorConfig.email'],
])('settings that do not fit are refused, at creation and later: %j', async (config, message) => {
  const workflowId = await create();
  const specification = specificationOf(transitionId);
  for (const answer of [
    await app.inject('POST', '/workflows', { specification, ...config }),
    await app.inject('PATCH', `/workflows/${workflowId}`, config),
  ]) {
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  }
});

test('only what an update names is changed, and the specification never', async () => {
  const workflowId = await create({ name: 'before', errorConfig: { manualRetry: true } });
  const completedConfig = { imageUrl: 'x', secretId };
  const { body } = await app.inject('PATCH', `/workflows/${workflowId}`, { completedConfig, description: 'new' });
  expect(body).toEqual({
    workflowId,
    name: 'before',
    description: 'new',
    completedConfig,
    errorConfig: { manualRetry: true },
  });
  const refused = await app.inject('PATCH', `/workflows/${workflowId}`, { specification: {} });
  expect(refused).toMatchObject({ status: 400, body: { message: 'body.specification is not a known field' } });
});

test('another organization neither uses, gets, changes, lists nor deletes a workflow', async () => {
  const workflowId = await create();
  const headers = { 'x-test-organization': await database.addOrganization() };
  const used = await app.inject('POST', '/workflows', { specification: specificationOf(transitionId) }, headers);
  expect(used.status).toBe(400);
  const path = `/workflows/${workflowId}`;
  for (const [method, at, body] of [
    ['GET', path],
    ['PATCH', path, { name: 'x' }],
    ['DELETE', path],
    ['POST', `${path}/executions`, { input: {} }],
    ['GET', `${path}/executions`],
    ['GET', `${path}/executions/${executionId}`],
  ] as const) {
    expect(await app.inject(method, at, body, headers)).toMatchObject({
      status: 404,
      body: { message: `${workflowId} was not found` },
    });
  }
  expect((await app.inject('GET', '/workflows', undefined, headers)).body.workflows).toEqual([]);
});

test('a deleted workflow is gone', async () => {
  const workflowId = await create();
  expect((await app.inject('DELETE', `/workflows/${workflowId}`)).body.workflowId).toBe(workflowId);
  expect((await app.inject('DELETE', `/workflows/${workflowId}`)).status).toBe(404);
});

test('executing takes an input', async () => {
  const path = `/workflows/${await create()}/executions`;
  expect(await app.inject('POST', path, {})).toMatchObject({
    status: 400,
    body: { message: 'body.input is required' },
  });
});

test('where there are no executions the list is empty and echoes its filters, no id is known', async () => {
  const workflowId = await create();
  const path = `/workflows/${workflowId}/executions`;
  expect((await app.inject('GET', path)).body).toEqual({ executions: [], nextToken: null, workflowId });
  const { body } = await app.inject('GET', `${path}?status=succeeded&sortBy=startTime&order=descending`);
  expect(body).toEqual({
    executions: [],
    nextToken: null,
    workflowId,
    status: ['succeeded'],
    sortBy: 'startTime',
    order: 'descending',
  });
  for (const [method, given] of [
    ['GET'],
    ['PATCH', { nextTransitionId: 'las:transition:commons-failed' }],
    ['DELETE'],
  ] as const) {
    expect(await app.inject(method, `${path}/${executionId}`, given)).toMatchObject({
      status: 404,
      body: { message: `${executionId} was not found` },
    });
  }
});
