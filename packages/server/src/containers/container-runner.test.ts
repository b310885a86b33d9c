import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  importShell,
  removeFolder,
  shellFilesystem,
  type TestDockerEngine,
  testDockerEngine,
  whyNoEngine,
} from '../testing/docker-engine.js';
import {
  type ContainerOutcome,
  type ContainerRunner,
  type ContainerTask,
  createContainerRunner,
  type OutputLine,
} from './container-runner.js';

const lacking = whyNoEngine();
const image = 'shell:1';

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

let engine: TestDockerEngine;
const runners: ContainerRunner[] = [];

function newRunner(more: { instanceId?: string; workerId?: string; dockerHost?: string } = {}): ContainerRunner {
  const runner = createContainerRunner({
    dockerHost: engine.dockerHost,
    dockerCertPath: null,
    instanceId: randomBytes(4).toString('hex'),
    workerId: randomBytes(4).toString('hex'),
    api: { url: 'https://las.example.com' },
    log: pino({ level: 'error' }),
    ...more,
  });
  runners.push(runner);
  return runner;
}

function task(script: string, more: Partial<ContainerTask> = {}): ContainerTask {
  return {
    id: `las:transition-execution:${randomBytes(16).toString('hex')}`,
    imageUrl: image,
    registryLogin: null,
    environment: { SCRIPT: script },
    signIn: null,
    ...more,
  };
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function containersOf(taskId: string) {
  return engine.docker.listContainers({ all: true, filters: { label: [`las.task=${taskId}`] } });
}

async function inspectHost(taskId: string) {
  const [found] = await containersOf(taskId);
  return (await engine.docker.getContainer(found!.Id).inspect()).HostConfig;
}

interface Ended {
  outcome: ContainerOutcome;
  lines: OutputLine[];
  texts: string[];
}

async function runTask(
  runner: ContainerRunner,
  given: ContainerTask,
  signal = new AbortController().signal,
): Promise<Ended> {
  const lines: OutputLine[] = [];
  const outcome = await runner.run(given, {
    signal,
    onLine: (line) => {
      lines.push(line);
      return true;
    },
  });
  return { outcome, lines, texts: lines.map(({ text }) => text) };
}

describe.skipIf(lacking)(`containers${lacking ? ` (${lacking})` : ''}`, () => {
  let runner: ContainerRunner;

  beforeAll(async () => {
    engine = await testDockerEngine(inject('runFolder'));
    await importShell(engine, image);
    runner = newRunner();
  });
  afterAll(async () => {
    for (const one of runners) await one.close();
  });

  it('runs to its end, with its output line by line, and is gone afterwards', async () => {
    const before = Date.now();
    const { outcome, lines, texts } = await runTask(runner, task('echo one; echo two >&2; printf three'));
    expect(outcome).toEqual({ kind: 'exited', exitCode: 0, lastLines: texts });
    expect(texts.toSorted()).toEqual(['one', 'three', 'two']);
    for (const { time } of lines) {
      expect(time).toBeGreaterThan(before);
      expect(time).toBeLessThan(Date.now() + 1);
    }
    expect(await runner.leftContainers()).toEqual([]);
  });

  it('tells the code of a program that fails, and its last lines', async () => {
    const { outcome } = await runTask(runner, task('exec >&2; seq 1 30; echo "cannot go on"; exit 7'));
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 7 });
    const { lastLines } = outcome as { lastLines: string[] };
    expect(lastLines).toHaveLength(20);
    expect(lastLines.at(-1)).toBe('cannot go on');
  });

  it('ends without a line where nothing was written', async () => {
    expect(await runTask(runner, task('exit 0'))).toMatchObject({
      outcome: { kind: 'exited', exitCode: 0, lastLines: [] },
      lines: [],
    });
  });

  it('kills at once what hangs, when the caller gives up', async () => {
    const giveUp = new AbortController();
    const hanging = task('trap "" TERM; echo started; sleep 1000');
    const outcome = runner.run(hanging, {
      signal: giveUp.signal,
      onLine: () => {
        giveUp.abort();
        return true;
      },
    });
    expect(await outcome).toEqual({ kind: 'cancelled' });
    expect(await containersOf(hanging.id)).toEqual([]);
  });

  it('starts nothing when the caller gives up before', async () => {
    const given = task('echo never');
    expect((await runTask(runner, given, AbortSignal.abort())).outcome).toEqual({ kind: 'cancelled' });
    expect(await containersOf(given.id)).toEqual([]);
  });

  it('ends what wants more memory than it may have', async () => {
    const { outcome } = await runTask(runner, task('echo eating; tail -c 200m /dev/zero', { memory: 32 }));
    expect(outcome).toMatchObject({
      kind: 'out-of-memory',
      exitCode: 137,
      lastLines: expect.arrayContaining(['eating']),
    });
  });

  it('keeps a fork bomb within its processes', async () => {
    const bomb = 'i=0; while [ $i -lt 400 ]; do sleep 30 & i=$((i+1)); done; echo "$i started"';
    const { outcome, texts } = await runTask(runner, task(bomb));
    expect(outcome).toMatchObject({ kind: 'exited' });
    expect(texts.join()).toContain("can't fork");
  });

  it('gives no capability, no new privilege and no other process to see', async () => {
    const { texts } = await runTask(
      runner,
      task('grep -E "Cap|NoNewPrivs" /proc/self/status; ls -d /proc/[0-9]* | wc -l'),
    );
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      expect(texts).toContainEqual(expect.stringMatching(new RegExp(`^${set}:\\s+0000000000000000$`)));
    }
    expect(texts).toContainEqual(expect.stringMatching(/^NoNewPrivs:\s+1$/));
    expect(Number(texts.at(-1))).toBeLessThan(5);
  });

  it('sets the limits on processor, memory and processes that the task names', async () => {
    const giveUp = new AbortController();
    const given = task('echo up; sleep 1000', { cpu: 512, memory: 64 });
    let seen: unknown;
    const running = runner.run(given, {
      signal: giveUp.signal,
      onLine: () =>
        void inspectHost(given.id).then((host) => {
          seen = host;
          giveUp.abort();
        }),
    });
    expect(await running).toEqual({ kind: 'cancelled' });
    expect(seen).toMatchObject({
      NanoCpus: 500_000_000,
      Memory: 64 * 2 ** 20,
      MemorySwap: 64 * 2 ** 20,
      PidsLimit: 256,
      Privileged: false,
      IpcMode: 'private',
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '8m', 'max-file': '2' } },
      RestartPolicy: { Name: 'no' },
    });
  });

  it('keeps containers of one network from each other', async () => {
    const giveUp = new AbortController();
    const server = task(
      'echo hello > /tmp/index.html; httpd -p 8000 -h /tmp; tail -n 1 /etc/hosts | cut -f 1; sleep 1000',
    );
    const address = withResolvers<string>();
    const serving = runner.run(server, {
      signal: giveUp.signal,
      onLine: ({ text }) => {
        address.resolve(text);
        return true;
      },
    });
    const host = await address.promise;
    expect(await (await fetch(`http://${host}:8000/`)).text()).toBe('hello\n');
    const { texts } = await runTask(runner, task(`nc -w 2 ${host} 8000 < /dev/null && echo connected || echo cut off`));
    giveUp.abort();
    await serving;
    expect(texts).toContain('cut off');
  });

  it('makes one network for all workers of a service, which goes when the last of them does', async () => {
    const instanceId = randomBytes(4).toString('hex');
    const workers = [1, 2, 3].map(() => newRunner({ instanceId }));
    const outcomes = await Promise.all([...workers, ...workers].map((worker) => runTask(worker, task('exit 0'))));
    for (const { outcome } of outcomes) expect(outcome).toEqual({ kind: 'exited', exitCode: 0, lastLines: [] });
    const networks = () => engine.docker.listNetworks({ filters: { label: [`las.service=${instanceId}`] } });
    expect(await networks()).toHaveLength(1);
    for (const worker of workers) await worker.close();
    expect(await networks()).toEqual([]);
  });

  it('reads no further than lines are wanted, and still tells the last ones', async () => {
    let count = 0;
    const outcome = await runner.run(task('seq 1 300000; echo "the end"; exit 3'), {
      signal: new AbortController().signal,
      onLine: () => ++count < 100,
    });
    expect(count).toBe(100);
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 3 });
    expect((outcome as { lastLines: string[] }).lastLines.at(-1)).toBe('the end');
  });

  it('passes the environment on as it is', async () => {
    const value = 'a "b" $c \\ d=e\u00e9\nsecond';
    const { texts } = await runTask(
      runner,
      task('printf "%s" "$VALUE"', { environment: { SCRIPT: 'printf "%s" "$VALUE"', VALUE: value } }),
    );
    expect(texts.join('\n')).toBe(value);
  });

  it('says which image is missing', async () => {
    const { outcome } = await runTask(runner, task('', { imageUrl: 'registry.invalid/nothing:1' }));
    expect(outcome).toMatchObject({
      kind: 'not-started',
      reason: expect.stringContaining('registry.invalid/nothing:1'),
    });
    expect(outcome).toMatchObject({ reason: expect.stringContaining('the registry cannot be reached') });
  });

  it.each(['UPPER/Case', 'a b', ''])('says that %j is no name of an image', async (imageUrl) => {
    const { outcome } = await runTask(runner, task('', { imageUrl }));
    expect(outcome).toMatchObject({ kind: 'not-started', reason: expect.stringContaining('no name of an image') });
  });

  it('says what an image cannot run', async () => {
    const root = await shellFilesystem();
    await engine.importImage(root, 'broken:1', ['CMD ["/bin/none"]']);
    await removeFolder(root);
    const given = task('', { imageUrl: 'broken:1' });
    const { outcome } = await runTask(runner, given);
    expect(outcome).toMatchObject({ kind: 'not-started', reason: expect.stringContaining('/bin/none') });
    expect(await containersOf(given.id)).toEqual([]);
  });

  it('fails at once where no engine is, and says so when asked', async () => {
    const away = newRunner({ dockerHost: 'unix:///nowhere/docker.sock' });
    const reason = 'no container engine reachable at unix:///nowhere/docker.sock';
    expect((await runTask(away, task(''))).outcome).toEqual({ kind: 'no-engine', reason });
    expect(await away.check()).toBe(reason);
    await expect(away.leftContainers()).rejects.toThrow(reason);
    for (const dockerHost of ['tcp://127.0.0.1:1', 'ssh://elsewhere', 'nonsense']) {
      expect(await newRunner({ dockerHost }).check()).toBe(`no container engine reachable at ${dockerHost}`);
    }
    expect(await runner.check()).toBe('ok');
  });

  it('asks the engine that it was given, whatever the environment says', async () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1');
    vi.stubEnv('DOCKER_TLS_VERIFY', '1');
    try {
      expect(await newRunner().check()).toBe('ok');
    } finally {
      vi.unstubAllEnvs();
    }
  });

  describe('containers of a worker that is gone', () => {
    /** A container whose runner was closed once it had written its first line. */
    async function leave(script: string, environment: Record<string, string> = {}) {
      const instanceId = randomBytes(4).toString('hex');
      const first = newRunner({ instanceId, workerId: 'first' });
      const given = task(script, { environment: { SCRIPT: script, ...environment } });
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
      const second = newRunner({ instanceId, workerId: 'second' });
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
      expect(await containersOf(left.taskId)).toEqual([]);
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
      expect(await containersOf(left.taskId)).toEqual([]);
    });

    it('are found after a worker that was killed, and adopted', async () => {
      const instanceId = randomBytes(4).toString('hex');
      const given = task('i=0; while [ $i -lt 20 ]; do echo "line $i"; i=$((i+1)); sleep 0.1; done; exit 5');
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
      const [left] = await newRunner({ instanceId }).leftContainers();
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
});
