import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../testing/app.js';
import { base64, someBytes } from '../../testing/bytes.js';
import { type TestDatabase, testDatabase } from '../../testing/database.js';
import { outboxRoutes } from './outbox.js';
import { userRoutes } from './users.js';

const publicUrl = () => 'https://las.example.com';
const avatar = base64(someBytes('image/jpeg'));

let database: TestDatabase;
let app: TestApp;
/** Has a mail server; what it enqueues is noted. */
let mailing: TestApp;
const enqueued: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  app = await testApp(database, (services) => ({
    ...userRoutes({ ...services, mailQueue: null, publicUrl }),
    ...outboxRoutes(services),
  }));
  const mailQueue = {
    async enqueue(_: unknown, mailId: string) {
      enqueued.push(mailId);
    },
  };
  mailing = await testApp(database, (services) => ({
    ...userRoutes({ ...services, mailQueue, publicUrl }),
    ...outboxRoutes(services),
  }));
});

afterAll(async () => {
  await app.close();
  await mailing.close();
  await database.close();
});

let count = 0;
const freshEmail = () => `user${++count}@example.com`;

async function addAppClient(organizationId: string, defaultLoginUrl: string | null): Promise<string> {
  const id = `las:app-client:${String(++count).padStart(32, '0')}`;
  await app.services.db
    .insertInto('app_clients')
    .values({
      id,
      organization_id: organizationId,
      client_id: id,
      api_key_hash: Buffer.from(id),
      api_key: Buffer.alloc(1),
      callback_urls: '[]',
      login_urls: '[]',
      logout_urls: '[]',
      default_login_url: defaultLoginUrl,
    })
    .execute();
  return id;
}

const create = (body: object, headers = {}) => app.inject('POST', '/users', body, headers);
const newestMail = async (of = app) => (await of.inject('GET', '/outbox?maxResults=1')).body.mails[0];

test('a user comes back with what was given, null where nothing was', async () => {
  const email = freshEmail();
  const created = await create({ email, name: 'Ada', avatar });
  const { userId } = created.body;
  expect(created.body).toEqual({ userId, email, name: 'Ada', avatar });
  expect((await app.inject('GET', `/users/${userId}`)).body).toEqual(created.body);
  expect((await app.inject('GET', '/users')).body.users[0]).toEqual(created.body);
  expect((await create({ email: freshEmail() })).body).toMatchObject({ name: null, avatar: null });
});

test('a new user is invited to the login page of the app client given', async () => {
  const appClientId = await addAppClient(app.organizationId, 'https://app.example.com/login');
  const email = freshEmail();
  await create({ email, appClientId });
  expect(await newestMail()).toEqual({
    mailId: expect.stringMatching(/^las:mail:[0-9a-f]{32}$/),
    to: email,
    subject: 'Invitation to test',
    body: expect.stringContaining('\nhttps://app.example.com/login\n'),
    status: 'held',
    createdTime: expect.stringMatching(/Z$/),
  });
});

test('without a login page the invitation leads to the service itself', async () => {
  const appClientId = await addAppClient(app.organizationId, null);
  for (const body of [{ email: freshEmail() }, { email: freshEmail(), appClientId }]) {
    await create(body);
    expect((await newestMail()).body).toContain('\nhttps://las.example.com\n');
  }
});

test('with a mail server the invitation is enqueued to be sent', async () => {
  await mailing.inject('POST', '/users', { email: freshEmail() });
  const mail = await newestMail(mailing);
  expect(mail.status).toBe('sending');
  expect(enqueued).toEqual([mail.mailId]);
});

test('an address belongs to one user of an organization, in whatever case', async () => {
  const email = freshEmail();
  await create({ email });
  const mails = (await app.inject('GET', '/outbox')).body.mails.length;
  for (const again of [email, email.toUpperCase()]) {
    expect(await create({ email: again })).toMatchObject({
      status: 400,
      body: { message: 'body.email is the address of another user of the organization' },
    });
  }
  expect((await app.inject('GET', '/outbox')).body.mails).toHaveLength(mails);
  const headers = { 'x-test-organization': await database.addOrganization() };
  expect((await create({ email }, headers)).status).toBe(200);
});

test('of many who create the same user at once one succeeds', async () => {
  const email = freshEmail();
  const answers = await Promise.all(Array.from({ length: 5 }, () => create({ email })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400, 400, 400, 400]);
});

test.each([
  [{ email: 'nobody' }, 'body.email'],
  [{ email: 'a@example.com\nBcc: b@example.com' }, 'body.email'],
  [{ email: 'a@example.com,b@example.com' }, 'body.email'],
  [{}, 'body.email is required'],
  [{ email: 'x@example.com', avatar: base64(someBytes('image/png')) }, 'body.avatar has to be a JPEG image in base64'],
  [{ email: 'x@example.com', avatar: '???' }, 'body.avatar'],
  [{ email: 'x@example.com', appClientId: `las:app-client:${'f'.repeat(32)}` }, 'body.appClientId names'],
])('%j is refused', async (body, message) => {
  expect(await create(body)).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
});

test('an app client of another organization does not exist', async () => {
  const appClientId = await addAppClient(await database.addOrganization(), null);
  expect(await create({ email: freshEmail(), appClientId })).toMatchObject({
    status: 400,
    body: { message: `body.appClientId names ${appClientId}, which was not found` },
  });
});

test('name and picture can be changed and taken away, the address cannot', async () => {
  const email = freshEmail();
  const { userId } = (await create({ email, name: 'Ada', avatar })).body;
  const path = `/users/${userId}`;
  expect((await app.inject('PATCH', path, { name: 'Bea' })).body).toEqual({ userId, email, name: 'Bea', avatar });
  expect((await app.inject('PATCH', path, { avatar: null, name: null })).body).toEqual({
    userId,
    email,
    name: null,
    avatar: null,
  });
  expect((await app.inject('PATCH', path, { avatar: base64(someBytes('image/png')) })).status).toBe(400);
  expect((await app.inject('PATCH', path, { email: 'b@example.com' })).status).toBe(400);
});

test('a deleted user is gone, and the address is free again', async () => {
  const email = freshEmail();
  const { userId } = (await create({ email })).body;
  expect((await app.inject('DELETE', `/users/${userId}`)).body).toMatchObject({ userId, email });
  expect((await app.inject('GET', `/users/${userId}`)).status).toBe(404);
  expect((await create({ email })).status).toBe(200);
});

test('another organization sees neither users nor mails', async () => {
  const { userId } = (await create({ email: freshEmail() })).body;
  const headers = { 'x-test-organization': await database.addOrganization() };
  for (const [method, body] of [['GET'], ['PATCH', { name: 'x' }], ['DELETE']] as const) {
    expect((await app.inject(method, `/users/${userId}`, body, headers)).status).toBe(404);
  }
  expect((await app.inject('GET', '/users', undefined, headers)).body.users).toEqual([]);
  expect((await app.inject('GET', '/outbox', undefined, headers)).body).toEqual({ mails: [], nextToken: null });
});
