import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.js';
import { type TestDockerEngine, testDockerEngine, whyNoEngine } from '../testing/docker-engine.js';
import { startTestRegistry, type TestRegistry, whyNoRegistry } from '../testing/docker-registry.js';
import { importPrograms } from '../testing/program-image.js';
import { type RunningService, runService } from '../testing/running-service.js';

const lacking = whyNoEngine() ?? whyNoRegistry();
const patience = { timeout: 60_000, interval: 100 };

const programs = {
  double: `
    const { input } = await client.getTransitionExecution(TRANSITION_ID, EXECUTION_ID);
    console.log('doubling', input.number, process.env.FROM_SECRET);
    await client.updateTransitionExecution(TRANSITION_ID, EXECUTION_ID, 'succeeded', { output: { number: 2 * input.number } });`,
  slow: `
    console.log('begun');
    await new Promise((resolve) => setTimeout(resolve, 5000));
    for (let tries = 0; tries < 50; tries++) {
      try {
        await client.updateTransitionExecution(TRANSITION_ID, EXECUTION_ID, 'succeeded', { output: { slow: true } });
        break;
      } catch (error) {
        console.log('again', error.message);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }`,
};

describe.skipIf(lacking)(`workflows of containers${lacking ? ` (${lacking})` : ''}`, () => {
  let database: TestDatabase;
  let engine: TestDockerEngine;
  let registry: TestRegistry;
  let service: RunningService;

  beforeAll(async () => {
    engine = await testDockerEngine(inject('runFolder'));
    registry = await startTestRegistry();
    await importPrograms(engine, 'programs:1', programs);
    database = await testDatabase();
    service = await runService(database, { DOCKER_HOST: engine.dockerHost });
  }, 120_000);
  afterAll(async () => {
    await service?.close();
    await database?.close();
    await registry?.close();
  });

  /** Runs a workflow of one container to its end. */
  async function start(
    parameters: object,
    { state = {}, ...more }: { state?: object; completedConfig?: object } = {},
    by = service,
  ) {
    const { transitionId } = await by.call('POST', '/transitions', { transitionType: 'docker', parameters });
    const definition = {
      StartAt: 'Run',
      States: { Run: { Type: 'Task', Resource: transitionId, End: true, Retry: [], ...state } },
    };
    const { workflowId } = await by.call('POST', '/workflows', { specification: { definition }, ...more });
    const { executionId } = await by.call('POST', `/workflows/${workflowId}/executions`, { input: { number: 21 } });
    const path = `/workflows/${workflowId}/executions/${executionId}`;
    return { transitionId, workflowId, executionId, look: () => by.call('GET', path), path, by };
  }

  type Started = Awaited<ReturnType<typeof start>>;

  async function ended({ look, path, by }: Started) {
    await expect.poll(async () => (await look()).status, patience).not.toBe('running');
    const { events } = await by.call('GET', `${path}/events`);
    const failure = events.findLast(({ type }: { type: string }) => ['taskFailed', 'taskTimedOut'].includes(type));
    return { ...(await look()), failure };
  }

  async function messagesOf(logId: string): Promise<string[]> {
    const { events } = await service.call('GET', `/logs/${logId}`);
    return events.map(({ message }: { message: string }) => message);
  }

  /** What the container of the task has written. */
  async function logOf({ executionId }: Started): Promise<string[]> {
    const { logs } = await service.call('GET', `/logs?workflowExecutionId=${executionId}`);
    return logs.length === 0 ? [] : messagesOf(logs[0].logId);
  }

  const command = (COMMAND: string) => ({ imageUrl: 'programs:1', environment: { COMMAND } });

  it('pull a private image, read their input and finish through the client', async () => {
    await registry.move(engine, 'programs:1', 'team/programs:1');
    const login = await service.call('POST', '/secrets', { data: registry.login });
    const secret = await service.call('POST', '/secrets', {
      data: { FROM_SECRET: 'known', COMMAND: 'node double.mjs' },
    });
    const started = await start({
      imageUrl: `${registry.address}/team/programs:1`,
      secretId: login.secretId,
      environmentSecrets: [secret.secretId],
    });
    expect(await ended(started)).toMatchObject({ status: 'succeeded', output: { number: 42 } });
    await expect.poll(() => logOf(started), patience).toEqual(['doubling 21 known']);
  });

  it('fail with the last lines of a program that fails', async () => {
    const { status, failure } = await ended(await start(command('echo "cannot go on" >&2; exit 1')));
    expect(status).toBe('failed');
    expect(failure.cause).toBe('The container ended with exit code 1 without reporting a result.\ncannot go on');
  });

  it('fail when a program ends without a word', async () => {
    const { status, failure } = await ended(await start(command('exit 0')));
    expect(status).toBe('failed');
    expect(failure.cause).toContain('exit code 0 without reporting a result. It wrote nothing.');
  });

  it('fail when a program wants more memory than it may have', async () => {
    const { status, failure } = await ended(await start(command('tail -c 3000m /dev/zero')));
    expect(status).toBe('failed');
    expect(failure.cause).toContain('The container wanted more memory than it may have.');
  });

  it('kill a program that hangs', async () => {
    const started = await start(command('echo begun; sleep 1000'), { state: { TimeoutSeconds: 3 } });
    expect(await ended(started)).toMatchObject({ status: 'failed', failure: { error: 'States.Timeout' } });
    const [taskId] = Object.values((await started.look()).transitionExecutions).flat();
    const containers = () => engine.docker.listContainers({ all: true, filters: { label: [`las.task=${taskId}`] } });
    await expect.poll(containers, patience).toEqual([]);
    await expect.poll(() => logOf(started), patience).toEqual(['begun']);
  });

  it('run the container of their end', async () => {
    const completedConfig = command('echo "$EXECUTION_ID of $WORKFLOW_ID has ended"');
    const started = await start(command('exit 1'), { completedConfig });
    const { workflowId, executionId } = started;
    await ended(started);
    await expect.poll(async () => (await started.look()).logId ?? null, patience).not.toBeNull();
    const { logId } = await started.look();
    await expect.poll(() => messagesOf(logId), patience).toEqual([`${executionId} of ${workflowId} has ended`]);
  });

  it('go on where they are when the service is stopped and started again', async () => {
    const started = await start({ ...command('node slow.mjs'), cpu: 256 });
    await expect.poll(() => logOf(started), patience).toEqual(['begun']);
    await service.restart();
    expect(await ended(started)).toMatchObject({ status: 'succeeded', output: { slow: true } });
    expect((await logOf(started)).filter((text) => text === 'begun')).toHaveLength(1);
  });

  it('fail at once where there is no engine, which the service says of itself', async () => {
    const bare = await testDatabase();
    const lonely = await runService(bare, { DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    const reason = 'no container engine reachable at unix:///nowhere/docker.sock';
    expect(await lonely.health()).toMatchObject({ status: 'ok', details: { containers: reason } });
    const { status, failure } = await ended(await start(command('exit 0'), {}, lonely));
    expect(status).toBe('failed');
    expect(failure.cause).toBe(reason);
    await lonely.close();
    await bare.close();
    expect(await service.health()).toMatchObject({ details: { containers: 'ok' } });
  });
});
