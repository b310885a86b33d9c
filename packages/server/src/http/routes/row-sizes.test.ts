import type { HttpMethod } from '@las/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trainingQueue } from '../../jobs/train-model.js';
import { type TestApp, testApp } from '../../testing/app.js';
import { base64, someBytes } from '../../testing/bytes.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { appClientRoutes } from './app-clients.js';
import { documentRoutes } from './documents.js';
import { modelRoutes } from './models.js';
import { transitionRoutes } from './transitions.js';
import { workflowRoutes } from './workflows.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...appClientRoutes(services),
    ...documentRoutes({ ...services, maxDocumentBytes: 1_000_000 }),
    ...modelRoutes({ ...services, queue: trainingQueue }),
    ...transitionRoutes(services),
    ...workflowRoutes(services),
  }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

const unknown = '0'.repeat(32);
const long = 'x'.repeat(140_000);
const container = { imageUrl: 'an/image', environment: { A: long } };
const fields = Array.from({ length: 100 }, (_, index) => [
  `field_${index}`,
  { type: 'all', maxLength: 10, description: 'x'.repeat(2000) },
]);
const fieldConfig = Object.fromEntries(fields);
const groundTruth = Array.from({ length: 200 }, () => ({ label: 'total', value: 'x'.repeat(1000) }));
const urls = Array.from({ length: 100 }, () => `https://example.com/${'x'.repeat(2000)}`);
const assets = Object.fromEntries(
  Array.from({ length: 3000 }, (_, index) => [`asset ${index}`, `las:asset:${unknown}`]),
);
const definition = { StartAt: 'a', States: { a: { Type: 'Task', Resource: 'las:transition:commons-a', End: true } } };

/** A thousand rows of what is refused here would be more than one answer can hold. */
test.each<[HttpMethod, string, string, object]>([
  ['POST', '/appClients', 'body.callbackUrls', { callbackUrls: urls }],
  [
    'POST',
    '/documents',
    'body.groundTruth',
    { content: base64(someBytes()), contentType: 'application/pdf', groundTruth },
  ],
  ['PATCH', `/documents/las:document:${unknown}`, 'body.groundTruth', { groundTruth }],
  ['POST', '/models', 'body.fieldConfig', { fieldConfig, width: 100, height: 100 }],
  ['PATCH', `/models/las:model:${unknown}`, 'body.fieldConfig', { fieldConfig }],
  ['POST', '/transitions', 'body.parameters', { transitionType: 'docker', parameters: container }],
  ['POST', '/transitions', 'body.parameters', { transitionType: 'manual', parameters: { assets } }],
  ['POST', '/workflows', 'body.completedConfig', { specification: { definition }, completedConfig: container }],
  ['PATCH', `/workflows/las:workflow:${unknown}`, 'body.completedConfig', { completedConfig: container }],
])('%s %s refuses more of %s than a list could show', async (method, path, field, body) => {
  const answer = await app.inject(method, path, body);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toContain(`${field} has to be at most 131072 bytes of JSON`);
});

test('a transition takes no more by a change than at its creation', async () => {
  const docker = { transitionType: 'docker', parameters: { imageUrl: 'an/image' } };
  const { transitionId } = (await app.inject('POST', '/transitions', docker)).body;
  const answer = await app.inject('PATCH', `/transitions/${transitionId}`, { environment: container.environment });
  expect(answer.body.message).toContain('body.environment has to be at most 131072 bytes of JSON');
});
