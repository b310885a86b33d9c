import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueTaskCredentials, revokeTaskCredentials, type TaskCredentials } from '../domain/task-credentials.js';
import { taskScopes } from '../domain/task-permissions.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { basic, type SignInServer, startSignIn } from '../testing/sign-in.js';
import { addTransitionExecution, type TestTransitionExecution } from '../testing/transition-execution.js';

let database: TestDatabase;
let server: SignInServer;

beforeAll(async () => {
  database = await testDatabase();
  server = await startSignIn(database);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

async function newTask(): Promise<{ task: TestTransitionExecution; credentials: TaskCredentials }> {
  const { organizationId } = server.organization;
  const task = await addTransitionExecution(database, organizationId);
  const transitionExecutionId = task.executionId;
  return { task, credentials: await issueTaskCredentials(database.db, { organizationId, transitionExecutionId }) };
}

async function askToken({ clientId, clientSecret }: TaskCredentials, query = '') {
  const url = `${server.url}/token?grant_type=client_credentials${query}`;
  const answer = await fetch(url, { method: 'POST', headers: basic(clientId, clientSecret) });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

async function newToken(credentials: TaskCredentials): Promise<string> {
  return (await askToken(credentials)).body.access_token ?? '';
}

function authenticate(token: string, apiKey: string) {
  return server.authenticator.authenticate({ authorization: `Bearer ${token}`, 'x-api-key': apiKey });
}

const taskHasEnded = { code: 'unauthorized', message: 'The task of this access token has ended' };

describe('the container of a task', () => {
  test('signs in as an app client does, and is known by its execution', async () => {
    const { task, credentials } = await newTask();
    const { status, body } = await askToken(credentials);
    expect(status).toBe(200);
    expect(new Set(body.scope?.split(' '))).toEqual(taskScopes);
    expect(await authenticate(body.access_token ?? '', credentials.apiKey)).toEqual({
      organizationId: server.organization.organizationId,
      appClientId: task.executionId,
      clientId: credentials.clientId,
      scopes: taskScopes,
      taskExecutionId: task.executionId,
    });
  });

  test('is given no scope beyond those of tasks, whatever it asks for', async () => {
    const { credentials } = await newTask();
    const { body } = await askToken(credentials, '&scope=documents:read%20secrets:read%20appclients:write');
    expect(body.scope).toBe('documents:read');
    const { scopes } = await authenticate(body.access_token ?? '', credentials.apiKey);
    expect([...scopes]).toEqual(['documents:read']);
  });

  test('is refused with a wrong secret and with a wrong key', async () => {
    const { credentials } = await newTask();
    const wrong = randomBytes(32).toString('base64url');
    expect((await askToken({ ...credentials, clientSecret: wrong })).status).toBe(401);
    await expect(authenticate(await newToken(credentials), wrong)).rejects.toMatchObject({ code: 'invalidApiKey' });
  });

  test('is refused two seconds after its credentials were taken from it', async () => {
    const { task, credentials } = await newTask();
    const token = await newToken(credentials);
    await authenticate(token, credentials.apiKey);
    await revokeTaskCredentials(database.db, task.executionId);
    server.pass(2);
    await expect(authenticate(token, credentials.apiKey)).rejects.toMatchObject(taskHasEnded);
    expect((await askToken(credentials)).status).toBe(401);
  });

  test('is refused once its execution has ended, or is gone', async () => {
    const [ended, gone] = [await newTask(), await newTask()];
    const tokens = [await newToken(ended.credentials), await newToken(gone.credentials)];
    await database.db
      .updateTable('transition_executions')
      .set({ phase: 'ended' })
      .where('id', '=', ended.task.executionId)
      .execute();
    await database.db.deleteFrom('workflow_executions').where('id', '=', gone.task.workflowExecutionId).execute();
    server.pass(2);
    await expect(authenticate(tokens[0]!, ended.credentials.apiKey)).rejects.toMatchObject(taskHasEnded);
    await expect(authenticate(tokens[1]!, gone.credentials.apiKey)).rejects.toMatchObject(taskHasEnded);
  });

  test('loses its credentials to the next try of the same execution', async () => {
    const { task, credentials } = await newTask();
    const token = await newToken(credentials);
    const { organizationId } = server.organization;
    const next = await issueTaskCredentials(database.db, { organizationId, transitionExecutionId: task.executionId });
    server.pass(2);
    await expect(authenticate(token, credentials.apiKey)).rejects.toMatchObject(taskHasEnded);
    expect((await askToken(next)).status).toBe(200);
  });
});
