import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type TestDockerEngine, testDockerEngine, whyNoEngine } from '../testing/docker-engine.js';
import {
  newInstanceId,
  runTask,
  type ShellContainers,
  shellContainers,
  shellTask,
  withResolvers,
} from '../testing/shell-containers.js';
import type { OutputLine } from './container-runner.js';

const lacking = whyNoEngine();

const runnerModule = new URL('../../dist/containers/container-runner.js', import.meta.url).href;
/** A worker in a process of its own, which prints the lines that it was handed. */
const killedWorker = `
  const { createContainerRunner } = await import(process.env.RUNNER);
  const runner = createContainerRunner({
    dockerHost: process.env.DOCKER_HOST, dockerCertPath: null, instanceId: process.env.INSTANCE, workerId: 'killed',
    api: { url: 'https://las.example.com' }, log: { warn() {} },
  });
  await runner.run(JSON.parse(process.env.TASK), {
    signal: new AbortController().signal,
    onLine: (line) => { console.log(JSON.stringify(line)); return true; },
  });`;

describe.skipIf(lacking)(`containers of a worker that is gone${lacking ? ` (${lacking})` : ''}`, () => {
  let engine: TestDockerEngine;
  let shells: ShellContainers;

  beforeAll(async () => {
    engine = await testDockerEngine(inject('runFolder'));
    shells = await shellContainers(engine);
  });
  afterAll(() => shells?.close());

  /** A container whose runner was closed once it had written its first line. */
  async function leave(script: string, environment: Record<string, string> = {}) {
    const instanceId = newInstanceId();
    const first = shells.newRunner({ instanceId, workerId: 'first' });
    const given = shellTask(script, { environment: { SCRIPT: script, ...environment } });
    const lines: OutputLine[] = [];
    const started = withResolvers<void>();
    const outcome = first.run(given, {
      signal: new AbortController().signal,
      onLine: (line) => {
        lines.push(line);
        started.resolve();
        return true;
      },
    });
    await started.promise;
    await first.close();
    expect(await outcome).toEqual({ kind: 'detached' });
    const second = shells.newRunner({ instanceId, workerId: 'second' });
    const [left] = await second.leftContainers();
    expect(left).toMatchObject({ taskId: given.id, workerId: 'first', isRunning: true });
    return { given, lines, second, left: left! };
  }

  it('are followed on from the last line seen, to their end', async () => {
    const { lines, second, left } = await leave(
      'i=0; while [ $i -lt 20 ]; do echo "line $i"; i=$((i+1)); sleep 0.1; done; exit 5',
    );
    const rest: OutputLine[] = [];
    const adopted = left.adopt({
      after: lines.at(-1)!.time,
      signal: new AbortController().signal,
      onLine: (line) => {
        rest.push(line);
        return true;
      },
    });
    expect(await second.leftContainers()).toEqual([]);
    expect(await adopted).toMatchObject({ kind: 'exited', exitCode: 5 });
    expect([...lines, ...rest].map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, i) => `line ${i}`));
    expect(await shells.containersOf(left.taskId)).toEqual([]);
  });

  it('tell how they ended, when they did while nobody followed', async () => {
    const { lines, second, left } = await leave('echo one; sleep 0.3; echo two; exit 4');
    await expect.poll(async () => (await second.leftContainers())[0]?.isRunning, { timeout: 20_000 }).toBe(false);
    const rest: string[] = [];
    const outcome = await left.adopt({
      after: lines.at(-1)!.time,
      signal: new AbortController().signal,
      onLine: ({ text }) => rest.push(text) > 0,
    });
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 4 });
    expect(rest).toEqual(['two']);
  });

  it('are ended, when nobody wants them', async () => {
    const { second, left } = await leave('echo up; sleep 1000');
    await left.end();
    expect(await second.leftContainers()).toEqual([]);
    expect(await shells.containersOf(left.taskId)).toEqual([]);
  });

  it('are found after a worker that was killed, and adopted', async () => {
    const instanceId = newInstanceId();
    const given = shellTask('i=0; while [ $i -lt 20 ]; do echo "line $i"; i=$((i+1)); sleep 0.1; done; exit 5');
    const worker = spawn(process.execPath, ['--input-type=module', '-e', killedWorker], {
      env: {
        DOCKER_HOST: engine.dockerHost,
        INSTANCE: instanceId,
        TASK: JSON.stringify(given),
        RUNNER: runnerModule,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last: OutputLine | undefined;
    for await (const line of createInterface(worker.stdout)) {
      last = JSON.parse(line) as OutputLine;
      if (last.text === 'line 3') break;
    }
    worker.kill('SIGKILL');
    await once(worker, 'exit');
    const [left] = await shells.newRunner({ instanceId }).leftContainers();
    expect(left).toMatchObject({ taskId: given.id, workerId: 'killed' });
    const texts: string[] = [];
    const outcome = await left!.adopt({
      after: last!.time,
      signal: new AbortController().signal,
      onLine: ({ text }) => texts.push(text) > 0,
    });
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 5 });
    expect(texts).toEqual(Array.from({ length: 16 }, (_, i) => `line ${i + 4}`));
  });

  it('give way when their task is run again', async () => {
    const { given, second } = await leave('echo up; sleep $NAP', { NAP: '1000' });
    const again = { ...given, environment: { ...given.environment, NAP: '0' } };
    expect((await runTask(second, again)).outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await second.leftContainers()).toEqual([]);
  });
});
