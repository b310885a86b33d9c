import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretPurpose } from '../../domain/secrets.js';
import { type TestApp, testApp } from '../../testing/app.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { untilWaiting } from '../../testing/waiting.js';
import { secretRoutes } from './secrets.js';
import { transitionRoutes } from './transitions.js';
import { workflowRoutes } from './workflows.js';

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...secretRoutes(services),
    ...transitionRoutes(services),
    ...workflowRoutes(services),
  }));
});

afterAll(async () => {
  await app.close();
  await database.close();
});

async function create(data: object = { key: 'value' }, naming: object = {}): Promise<string> {
  const answer = await app.inject('POST', '/secrets', { data, ...naming });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.secretId;
}

async function sealed(secretId: string): Promise<Buffer> {
  const { rows } = await database.pool.query('select data from secrets where id = $1', [secretId]);
  return rows[0].data;
}

async function opened(secretId: string): Promise<unknown> {
  const bytes = app.services.vault.open(await sealed(secretId), secretPurpose(app.organizationId, secretId));
  return JSON.parse(bytes.toString('utf8'));
}

test('the data of a secret is sealed at rest and in no answer', async () => {
  const data = { username: 'me', password: 'hunter2-and-more', port: 5432, tls: true };
  const created = await app.inject('POST', '/secrets', { data, name: 'registry' });
  const { secretId } = created.body;
  expect(created.body).toEqual({ secretId, name: 'registry', description: null });
  const listed = await app.inject('GET', '/secrets');
  expect(listed.body.secrets[0]).toEqual(created.body);
  expect((await sealed(secretId)).includes('hunter2-and-more')).toBe(false);
  expect(await opened(secretId)).toEqual(data);
});

test('sealed data moved to another row does not open', async () => {
  const [one, two] = [await create({ a: '1' }), await create({ a: '2' })];
  const bytes = await sealed(one);
  expect(() => app.services.vault.open(bytes, secretPurpose(app.organizationId, two))).toThrow();
});

test('an update replaces the data whole, and only what it names', async () => {
  const secretId = await create({ a: '1', b: '2' }, { name: 'before' });
  const renamed = await app.inject('PATCH', `/secrets/${secretId}`, { name: 'after' });
  expect(renamed.body).toEqual({ secretId, name: 'after', description: null });
  expect(await opened(secretId)).toEqual({ a: '1', b: '2' });
  await app.inject('PATCH', `/secrets/${secretId}`, { data: { c: '3' } });
  expect(await opened(secretId)).toEqual({ c: '3' });
});

test.each([
  [{}, 'body.data is required'],
  [{ data: 'text' }, 'body.data has to be object'],
  [{ data: { nested: { a: 'b' } } }, 'body.data.nested has to be a string, number or boolean'],
  [{ data: { nothing: null } }, 'body.data.nothing'],
  [{ data: { long: 'x'.repeat(70_000) } }, 'body.data has to be at most 65536 bytes'],
  [{ data: {}, other: 1 }, 'body.other is not a known field'],
])('a secret of the wrong shape is refused (%#)', async (body, message) => {
  const answer = await app.inject('POST', '/secrets', body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  expect(answer.body.message).not.toContain('xxx');
});

test('another organization neither lists, changes nor deletes a secret', async () => {
  const secretId = await create();
  const headers = { 'x-test-organization': await database.addOrganization() };
  expect((await app.inject('PATCH', `/secrets/${secretId}`, { name: 'x' }, headers)).status).toBe(404);
  expect((await app.inject('DELETE', `/secrets/${secretId}`, undefined, headers)).status).toBe(404);
  expect((await app.inject('GET', '/secrets', undefined, headers)).body.secrets).toEqual([]);
});

test('a secret that is in use is not deleted, and the message says by what', async () => {
  const secretId = await create();
  const docker = async (parameters: object) =>
    (
      await app.inject('POST', '/transitions', {
        transitionType: 'docker',
        parameters: { imageUrl: 'image', ...parameters },
      })
    ).body.transitionId;
  const definition = { StartAt: 'A', States: { A: { Type: 'Succeed' } } };
  const { workflowId } = (
    await app.inject('POST', '/workflows', {
      specification: { definition },
      completedConfig: { imageUrl: 'image', environmentSecrets: [secretId] },
    })
  ).body;
  const users = [await docker({ secretId }), await docker({ environmentSecrets: [secretId] }), workflowId];
  const refused = await app.inject('DELETE', `/secrets/${secretId}`);
  expect(refused).toMatchObject({ status: 400, body: { message: `${secretId} is used by ${users.join(', ')}` } });

  for (const id of users.slice(0, 2)) await app.inject('DELETE', `/transitions/${id}`);
  await app.inject('DELETE', `/workflows/${workflowId}`);
  const { status, body } = await app.inject('DELETE', `/secrets/${secretId}`);
  expect([status, body.secretId]).toEqual([200, secretId]);
  expect((await app.inject('DELETE', `/secrets/${secretId}`)).status).toBe(404);
});

test('a secret that comes into use while it is being deleted stays', async () => {
  const secretId = await create();
  const use = await app.services.db.startTransaction().execute();
  await use.selectFrom('secrets').select('id').where('id', '=', secretId).forKeyShare().execute();
  const deletion = app.inject('DELETE', `/secrets/${secretId}`);
  await untilWaiting(database.pool);
  await use
    .insertInto('transitions')
    .values({
      id: `las:transition:${secretId.slice(-32)}`,
      organization_id: app.organizationId,
      transition_type: 'docker',
      name: null,
      description: null,
      parameters: JSON.stringify({ imageUrl: 'image', secretId }),
    })
    .execute();
  await use.commit().execute();
  expect((await deletion).status).toBe(400);
});

test('a transition that begins to use a secret while that is being deleted is refused', async () => {
  const secretId = await create();
  const deletion = await app.services.db.startTransaction().execute();
  await deletion.deleteFrom('secrets').where('id', '=', secretId).execute();
  const creation = app.inject('POST', '/transitions', {
    transitionType: 'docker',
    parameters: { imageUrl: 'image', secretId },
  });
  await untilWaiting(database.pool);
  await deletion.commit().execute();
  expect(await creation).toMatchObject({
    status: 400,
    body: { message: `body.parameters.secretId names ${secretId}, which was not found` },
  });
});
