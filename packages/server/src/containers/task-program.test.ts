import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { logLimits, openExecutionLog } from '../domain/execution-logs.js';
import { newId } from '../domain/ids.js';
import { getLog } from '../domain/logs.js';
import { issueTaskCredentials, revokeTaskCredentials } from '../domain/task-credentials.js';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type TestDockerEngine, testDockerEngine, whyNoEngine } from '../testing/docker-engine.js';
import { importPrograms } from '../testing/program-image.js';
import { startTaskApi, type TaskApi } from '../testing/task-api.js';
import { addTransitionExecution } from '../testing/transition-execution.js';
import { type ContainerRunner, createContainerRunner, type OutputLine } from './container-runner.js';

const lacking = whyNoEngine();
const image = 'program:1';

/** Programs that a user may have written. They run in a container, with the client bundled into them. */
const programs = {
  double: `
    const { input } = await client.getTransitionExecution(TRANSITION_ID, EXECUTION_ID);
    console.log('input', input.number);
    await client.updateTransitionExecution(TRANSITION_ID, EXECUTION_ID, 'succeeded', { output: { number: 2 * input.number } });`,
  trespass: `
    const attempts = {
      secrets: () => client.createSecret({ a: 'b' }),
      documents: () => client.deleteDocuments(),
      other: () => client.getTransitionExecution(TRANSITION_ID, 'las:transition-execution:' + 'f'.repeat(32)),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      await attempt().then(() => console.log(name, 'done'), (error) => console.log(name, error.status));
    }
    for await (const document of client.listDocuments()) console.log(document);
    console.log('listed');`,
  trust: `
    const { readFileSync } = await import('node:fs');
    const { connect } = await import('node:tls');
    const ca = readFileSync(process.env.REQUESTS_CA_BUNDLE, 'utf8');
    console.log('many', ca.split('BEGIN CERTIFICATE').length > 100);
    const [host, port] = process.env.LAS_AUTH_ENDPOINT.split(':');
    const socket = connect({ host, port, ca }, () => { console.log('trusted', socket.authorized); socket.end(); });`,
  look: `
    const origin = process.env.LAS_API_ENDPOINT.replace('/v1', '');
    for (const path of ['/docs', '/metrics', '/health/ready', '/v1/../metrics', '/v1x']) {
      console.log(path, (await fetch(origin + path)).status);
    }`,
  heartbeat: `
    for (;;) {
      const alive = await client.listDocuments({ maxResults: 1 }).then(() => 'alive', (error) => error.status ?? error.message);
      console.log(alive);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }`,
} as const;

describe.skipIf(lacking)(`programs in containers${lacking ? ` (${lacking})` : ''}`, () => {
  let engine: TestDockerEngine;
  let database: TestDatabase;
  let api: TaskApi;
  let organizationId: string;
  const runners: ContainerRunner[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    organizationId = await database.addOrganization();
    api = await startTaskApi(database, { number: 21 });
    engine = await testDockerEngine(inject('runFolder'));
    await importPrograms(engine, image, programs);
  }, 120_000);
  afterAll(async () => {
    for (const runner of runners) await runner.close();
    await api?.close();
    await database?.close();
  });

  function newRunner(instanceId = randomBytes(4).toString('hex')): ContainerRunner {
    const runner = createContainerRunner({
      dockerHost: engine.dockerHost,
      dockerCertPath: null,
      instanceId,
      workerId: randomBytes(4).toString('hex'),
      api: { openDoor: api.openDoor },
      log: pino({ level: 'error' }),
    });
    runners.push(runner);
    return runner;
  }

  async function newTask(program: keyof typeof programs) {
    const ids = await addTransitionExecution(database, organizationId);
    const { transitionId: TRANSITION_ID, executionId: EXECUTION_ID } = ids;
    const signIn = await issueTaskCredentials(database.db, { organizationId, transitionExecutionId: EXECUTION_ID });
    const environment = { TRANSITION_ID, EXECUTION_ID, COMMAND: `exec node ${program}.mjs` };
    return { id: EXECUTION_ID, imageUrl: image, registryLogin: null, environment, signIn, cpu: 1024 };
  }

  async function run(runner: ContainerRunner, program: keyof typeof programs) {
    const task = await newTask(program);
    const texts: string[] = [];
    const signal = new AbortController().signal;
    const outcome = await runner.run(task, { signal, onLine: ({ text }) => texts.push(text) > 0 });
    return { executionId: task.id, outcome, texts };
  }

  it('read their input and finish through the client', async () => {
    const { executionId, outcome, texts } = await run(newRunner(), 'double');
    expect(texts).toEqual(['input 21']);
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(api.ended.get(executionId)).toEqual({ status: 'succeeded', output: { number: 42 } });
  });

  it('may do what their task needs, and no more', async () => {
    const { texts } = await run(newRunner(), 'trespass');
    expect(texts).toEqual(['secrets 403', 'documents 403', 'other 403', 'listed']);
  });

  it('trust the service beside everybody else, when Python asks for the list', async () => {
    expect((await run(newRunner(), 'trust')).texts).toEqual(['many true', 'trusted true']);
  });

  it('see the API of the service, and nothing else of it', async () => {
    const { texts } = await run(newRunner(), 'look');
    expect(texts).toEqual(['/docs 404', '/metrics 404', '/health/ready 404', '/v1/../metrics 404', '/v1x 404']);
  });

  it('cannot fill the log: it ends with a note', async () => {
    const task = { ...(await newTask('double')), environment: { COMMAND: 'seq 1 200000' } };
    const ids = { workflowId: null, workflowExecutionId: null, transitionExecutionId: task.id };
    const log = await openExecutionLog(database.db, { ...ids, organizationId, transitionId: newId('transition') });
    const outcome = await newRunner().run(task, {
      signal: new AbortController().signal,
      onLine: (line) => log.add(line),
    });
    await log.close();
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect((outcome as { lastLines: string[] }).lastLines.at(-1)).toBe('200000');
    const { events = [] } = await getLog(database.db, organizationId, log.logId);
    expect(events).toHaveLength(logLimits.lines + 1);
    expect(events.at(-2)).toMatchObject({ timestamp: expect.any(Number), message: expect.stringMatching(/^\d+$/) });
    expect(events.at(-1)).toMatchObject({ message: expect.stringContaining('the log is cut here') });
  });

  it('reach the API again through the worker that adopts them', async () => {
    const instanceId = randomBytes(4).toString('hex');
    const task = await newTask('heartbeat');
    const first = newRunner(instanceId);
    let last: OutputLine = { time: 0, text: '' };
    const outcome = first.run(task, {
      signal: new AbortController().signal,
      onLine: (line) => {
        last = line;
        return true;
      },
    });
    await expect.poll(() => last.text, { timeout: 30_000 }).toBe('alive');
    await first.close();
    expect(await outcome).toEqual({ kind: 'detached' });

    const [left] = await newRunner(instanceId).leftContainers();
    const giveUp = new AbortController();
    const texts: string[] = [];
    const adopted = left!.adopt({
      after: last.time,
      signal: giveUp.signal,
      onLine: ({ text }) => texts.push(text) > 0,
    });
    await expect.poll(() => texts.at(-1), { timeout: 30_000 }).toBe('alive');
    await revokeTaskCredentials(database.db, task.id);
    await expect.poll(() => texts.at(-1), { timeout: 30_000 }).toBe('401');
    giveUp.abort();
    expect(await adopted).toEqual({ kind: 'cancelled' });
  });
});
