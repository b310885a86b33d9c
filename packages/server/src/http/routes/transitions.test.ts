import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../testing/app.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { assetRoutes } from './assets.js';
import { secretRoutes } from './secrets.js';
import { transitionExecutionRoutes } from './transition-executions.js';
import { transitionRoutes } from './transitions.js';
import { workflowRoutes } from './workflows.js';

const nobodys = { secret: `las:secret:${'0'.repeat(32)}`, asset: `las:asset:${'0'.repeat(32)}` };
const executionId = `las:transition-execution:${'0'.repeat(32)}`;
const anySchema = { $schema: 'https://json-schema.org/draft-04/schema#' };

let database: TestDatabase;
let app: TestApp;
let secretId: string;
let assetId: string;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...assetRoutes({ ...services, maxDocumentBytes: 1_000_000 }),
    ...secretRoutes(services),
    ...transitionRoutes(services),
    ...transitionExecutionRoutes(services),
    ...workflowRoutes(services),
  }));
  secretId = (await app.inject('POST', '/secrets', { data: { a: 'b' } })).body.secretId;
  assetId = (await app.inject('POST', '/assets', { content: 'AAAA' })).body.assetId;
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const post = (body: object, headers = {}) => app.inject('POST', '/transitions', body, headers);

async function create(body: object, headers = {}): Promise<string> {
  const answer = await post(body, headers);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.transitionId;
}

test('a docker transition comes back with what was given', async () => {
  const parameters = {
    imageUrl: 'registry.example.com/image:1',
    cpu: 256,
    memory: 1024,
    environment: { MODE: 'fast' },
    environmentSecrets: [secretId],
    secretId,
  };
  const inputJsonSchema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'x',
    properties: { z: { type: 'string' }, a: { type: 'integer' } },
  };
  const { body } = await post({ transitionType: 'docker', name: 'ocr', parameters, inputJsonSchema });
  expect(body).toEqual({
    transitionId: expect.stringMatching(/^las:transition:[0-9a-f]{32}$/),
    transitionType: 'docker',
    name: 'ocr',
    description: null,
    parameters,
    inputJsonSchema,
    outputJsonSchema: anySchema,
  });
  const got = await app.inject('GET', `/transitions/${body.transitionId}`);
  expect(JSON.stringify(got.body.inputJsonSchema)).toBe(JSON.stringify(inputJsonSchema));
});

test('a manual transition needs no parameters', async () => {
  const { body } = await post({ transitionType: 'manual' });
  expect(body).toMatchObject({ parameters: {}, inputJsonSchema: anySchema, outputJsonSchema: anySchema });
});

test.each([
  [{ transitionType: 'lambda' }, 'body.transitionType has to be one of docker, manual'],
  [{ transitionType: 'docker' }, 'body.parameters.imageUrl is required'],
  [{ transitionType: 'docker', parameters: {} }, 'body.parameters.imageUrl is required'],
  [{ transitionType: 'docker', parameters: { assets: {} } }, 'body.parameters.assets'],
  [{ transitionType: 'manual', parameters: { imageUrl: 'x' } }, 'body.parameters.imageUrl'],
  [{ transitionType: 'docker', parameters: { imageUrl: 'x', cpu: 3 } }, 'body.parameters.cpu has to be one of 256'],
  [{ transitionType: 'docker', parameters: { imageUrl: 'x', credentials: {} } }, 'body.parameters'],
  [{ transitionType: 'docker', parameters: { imageUrl: 'x', environment: { A: 1 } } }, 'body.parameters.environment.A'],
  [{ transitionType: 'manual', params: {} }, 'body.params is not a known field'],
  [{ transitionType: 'manual', inputJsonSchema: { type: 'text' } }, 'body.inputJsonSchema is no valid JSON schema'],
  [{ transitionType: 'manual', outputJsonSchema: { $ref: 'http://x.example/y' } }, 'body.outputJsonSchema refers to'],
])('%j is refused', async (body, message) => {
  expect(await post(body)).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test.each([
  [{ imageUrl: 'x', secretId: nobodys.secret }, `body.parameters.secretId names ${nobodys.secret}`],
  [{ imageUrl: 'x', environmentSecrets: [nobodys.secret] }, 'body.parameters.environmentSecrets[0] names'],
  [{ assets: { fieldConfig: nobodys.asset } }, `body.parameters.assets.fieldConfig names ${nobodys.asset}`],
])('parameters that name what is not there are refused: %j', async (parameters, message) => {
  const transitionType = 'assets' in parameters ? 'manual' : 'docker';
  const answer = await post({ transitionType, parameters });
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test('what belongs to another organization is not there', async () => {
  const headers = { 'x-test-organization': await database.addOrganization() };
  const parameters = { imageUrl: 'x', secretId };
  expect(await post({ transitionType: 'docker', parameters }, headers)).toMatchObject({
    status: 400,
    body: { message: `body.parameters.secretId names ${secretId}, which was not found` },
  });
  const transitionId = await create({ transitionType: 'manual' });
  for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
    expect((await app.inject(method, `/transitions/${transitionId}`, body, headers)).status).toBe(404);
  }
  expect((await app.inject('GET', '/transitions', undefined, headers)).body.transitions).toEqual([]);
});

test('each parameter of an update replaces the old one whole, and the rest stays', async () => {
  const transitionId = await create({
    transitionType: 'docker',
    name: 'n',
    parameters: { imageUrl: 'x', memory: 512, environment: { A: '1', B: '2' }, environmentSecrets: [secretId] },
    inputJsonSchema: { type: 'object' },
  });
  const path = `/transitions/${transitionId}`;
  await app.inject('PATCH', path, { environment: { C: '3' }, description: 'd' });
  const { body } = await app.inject('PATCH', path, { environmentSecrets: [], outputJsonSchema: { type: 'array' } });
  expect(body).toEqual({
    transitionId,
    transitionType: 'docker',
    name: 'n',
    description: 'd',
    parameters: { imageUrl: 'x', memory: 512, environment: { C: '3' }, environmentSecrets: [] },
    inputJsonSchema: { type: 'object' },
    outputJsonSchema: { type: 'array' },
  });
});

test('updates are held to the type of the transition and to what is there', async () => {
  const docker = await create({ transitionType: 'docker', parameters: { imageUrl: 'x' } });
  const manual = await create({ transitionType: 'manual' });
  const refusals = [
    [docker, { assets: {} }, 'body.assets is for manual transitions, and this one is docker'],
    [manual, { environment: {} }, 'body.environment is for docker transitions, and this one is manual'],
    [docker, { environmentSecrets: [nobodys.secret] }, `body.environmentSecrets[0] names ${nobodys.secret}`],
    [manual, { assets: { a: nobodys.asset } }, `body.assets.a names ${nobodys.asset}`],
    [manual, { inputJsonSchema: { required: 'a' } }, 'body.inputJsonSchema is no valid JSON schema'],
    [manual, {}, 'body has to have at least 1 field'],
  ] as const;
  for (const [id, body, message] of refusals) {
    const answer = await app.inject('PATCH', `/transitions/${id}`, body);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  }
  const changed = await app.inject('PATCH', `/transitions/${manual}`, { assets: { fieldConfig: assetId } });
  expect(changed.body.parameters).toEqual({ assets: { fieldConfig: assetId } });
});

test('a list is narrowed by type, and echoes it', async () => {
  const headers = { 'x-test-organization': await database.addOrganization() };
  const manual = await create({ transitionType: 'manual' }, headers);
  const docker = await create({ transitionType: 'docker', parameters: { imageUrl: 'x' } }, headers);
  const list = async (query: string) => {
    const { body } = await app.inject('GET', `/transitions${query}`, undefined, headers);
    return [body.transitions.map((item: { transitionId: string }) => item.transitionId), body.transitionType];
  };
  expect(await list('')).toEqual([[docker, manual], undefined]);
  expect(await list('?transitionType=manual')).toEqual([[manual], ['manual']]);
  const both = '?transitionType=manual&transitionType=docker';
  expect(await list(both)).toEqual([
    [docker, manual],
    ['manual', 'docker'],
  ]);
  expect((await app.inject('GET', '/transitions?transitionType=other')).status).toBe(400);
});

test('a transition that a workflow uses is not deleted', async () => {
  const transitionId = await create({ transitionType: 'manual' });
  const definition = { StartAt: 'A', States: { A: { Type: 'Task', Resource: transitionId, End: true } } };
  const { workflowId } = (await app.inject('POST', '/workflows', { specification: { definition } })).body;
  expect(await app.inject('DELETE', `/transitions/${transitionId}`)).toMatchObject({
    status: 400,
    body: { message: `${transitionId} is used by ${workflowId}` },
  });
  await app.inject('DELETE', `/workflows/${workflowId}`);
  expect((await app.inject('DELETE', `/transitions/${transitionId}`)).body.transitionId).toBe(transitionId);
  expect((await app.inject('DELETE', `/transitions/${transitionId}`)).status).toBe(404);
});

test('the built-in transitions can be looked up by everybody, and are nobody’s to list or change', async () => {
  const transitionId = 'las:transition:commons-predict';
  expect(await app.inject('GET', `/transitions/${transitionId}`)).toMatchObject({
    status: 200,
    body: {
      transitionId,
      transitionType: 'built-in',
      name: 'Predict',
      parameters: {},
      inputJsonSchema: { required: ['documentId', 'modelId'] },
    },
  });
  expect((await app.inject('GET', '/transitions')).body.transitions).not.toContainEqual(
    expect.objectContaining({ transitionId }),
  );
  for (const [method, path, body] of [
    ['GET', '/transitions/las:transition:commons-none', undefined],
    ['PATCH', `/transitions/${transitionId}`, { name: 'mine' }],
    ['DELETE', `/transitions/${transitionId}`, undefined],
  ] as const) {
    expect((await app.inject(method, path, body)).status).toBe(404);
  }
});

test('there are no executions: the list is empty and echoes its filters, no id is known', async () => {
  const transitionId = await create({ transitionType: 'manual' });
  const path = `/transitions/${transitionId}/executions`;
  expect((await app.inject('GET', `${path}?status=running&status=failed&sortBy=endTime&order=ascending`)).body).toEqual(
    {
      executions: [],
      nextToken: null,
      transitionId,
      status: ['running', 'failed'],
    },
  );
  expect((await app.inject('GET', `${path}?status=done`)).status).toBe(400);
  expect((await app.inject('GET', `${path}?nextToken=abc`)).status).toBe(400);
  const one = `${path}/${executionId}`;
  const message = `${executionId} was not found`;
  expect(await app.inject('GET', one)).toMatchObject({ status: 404, body: { message } });
  expect(await app.inject('PATCH', one, { status: 'succeeded' })).toMatchObject({ status: 404, body: { message } });
  expect(await app.inject('POST', `${one}/heartbeats`, {})).toMatchObject({ status: 404, body: { message } });
  expect((await app.inject('PATCH', one, { status: 'running' })).status).toBe(400);
});
