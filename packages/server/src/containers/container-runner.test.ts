import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import {
  removeFolder,
  shellFilesystem,
  type TestDockerEngine,
  testDockerEngine,
  whyNoEngine,
} from '../testing/docker-engine.js';
import {
  newInstanceId,
  runTask,
  type ShellContainers,
  shellContainers,
  shellTask,
  withResolvers,
} from '../testing/shell-containers.js';
import type { ContainerRunner } from './container-runner.js';

const lacking = whyNoEngine();

describe.skipIf(lacking)(`containers${lacking ? ` (${lacking})` : ''}`, () => {
  let engine: TestDockerEngine;
  let shells: ShellContainers;
  let runner: ContainerRunner;

  beforeAll(async () => {
    engine = await testDockerEngine(inject('runFolder'));
    shells = await shellContainers(engine);
    runner = shells.newRunner();
  });
  afterAll(() => shells?.close());

  async function inspectHost(taskId: string) {
    const [found] = await shells.containersOf(taskId);
    return (await engine.docker.getContainer(found!.Id).inspect()).HostConfig;
  }

  it('runs to its end, with its output line by line, and is gone afterwards', async () => {
    const before = Date.now();
    const { outcome, lines, texts } = await runTask(runner, shellTask('echo one; echo two >&2; printf three'));
    expect(outcome).toEqual({ kind: 'exited', exitCode: 0, lastLines: texts });
    expect(texts.toSorted()).toEqual(['one', 'three', 'two']);
    for (const { time } of lines) {
      expect(time).toBeGreaterThan(before);
      expect(time).toBeLessThan(Date.now() + 1);
    }
    expect(await runner.leftContainers()).toEqual([]);
  });

  it('tells the code of a program that fails, and its last lines', async () => {
    const { outcome } = await runTask(runner, shellTask('exec >&2; seq 1 30; echo "cannot go on"; exit 7'));
    expect(outcome).toMatchObject({ kind: 'exited', exitCode: 7 });
    const { lastLines } = outcome as { lastLines: string[] };
    expect(lastLines).toHaveLength(20);
    expect(lastLines.at(-1)).toBe('cannot go on');
  });

  it('ends without a line where nothing was written', async () => {
    expect(await runTask(runner, shellTask('exit 0'))).toMatchObject({
      outcome: { kind: 'exited', exitCode: 0, lastLines: [] },
      lines: [],
    });
  });

  it('kills at once what hangs, when the caller gives up', async () => {
    const giveUp = new AbortController();
    const hanging = shellTask('trap "" TERM; echo started; sleep 1000');
    const outcome = runner.run(hanging, {
      signal: giveUp.signal,
      onLine: () => {
        giveUp.abort();
        return true;
      },
    });
    expect(await outcome).toEqual({ kind: 'cancelled' });
    expect(await shells.containersOf(hanging.id)).toEqual([]);
  });

  it('starts nothing when the caller gives up before', async () => {
    const given = shellTask('echo never');
    expect((await runTask(runner, given, AbortSignal.abort())).outcome).toEqual({ kind: 'cancelled' });
    expect(await shells.containersOf(given.id)).toEqual([]);
  });

  it('ends what wants more memory than it may have', async () => {
    const { outcome } = await runTask(runner, shellTask('echo eating; tail -c 200m /dev/zero', { memory: 32 }));
    expect(outcome).toMatchObject({
      kind: 'out-of-memory',
      exitCode: 137,
      lastLines: expect.arrayContaining(['eating']),
    });
  });

  it('keeps a fork bomb within its processes', async () => {
    const bomb = 'i=0; while [ $i -lt 400 ]; do sleep 30 & i=$((i+1)); done; echo "$i started"';
    const { outcome, texts } = await runTask(runner, shellTask(bomb));
    expect(outcome).toMatchObject({ kind: 'exited' });
    expect(texts.join()).toContain("can't fork");
  });

  it('gives no capability, no new privilege and no other process to see', async () => {
    const { texts } = await runTask(
      runner,
      shellTask('grep -E "Cap|NoNewPrivs" /proc/self/status; ls -d /proc/[0-9]* | wc -l'),
    );
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      expect(texts).toContainEqual(expect.stringMatching(new RegExp(`^${set}:\\s+0000000000000000$`)));
    }
    expect(texts).toContainEqual(expect.stringMatching(/^NoNewPrivs:\s+1$/));
    expect(Number(texts.at(-1))).toBeLessThan(5);
  });

  it('sets the limits on processor, memory and processes that the task names', async () => {
    const giveUp = new AbortController();
    const given = shellTask('echo up; sleep 1000', { cpu: 512, memory: 64 });
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
    const server = shellTask(
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
    const { texts } = await runTask(
      runner,
      shellTask(`nc -w 2 ${host} 8000 < /dev/null && echo connected || echo cut off`),
    );
    giveUp.abort();
    await serving;
    expect(texts).toContain('cut off');
  });

  it('makes one network for all workers of a service, which goes when the last of them does', async () => {
    const instanceId = newInstanceId();
    const workers = [1, 2, 3].map(() => shells.newRunner({ instanceId }));
    const outcomes = await Promise.all([...workers, ...workers].map((worker) => runTask(worker, shellTask('exit 0'))));
    for (const { outcome } of outcomes) expect(outcome).toEqual({ kind: 'exited', exitCode: 0, lastLines: [] });
    const networks = () => engine.docker.listNetworks({ filters: { label: [`las.service=${instanceId}`] } });
    // Two may have come of the race; the next task leaves one.
    await runTask(shells.newRunner({ instanceId }), shellTask('exit 0'));
    expect(await networks()).toHaveLength(1);
    for (const worker of workers) await worker.close();
    expect(await networks()).toEqual([]);
  });

  it('reads no further than lines are wanted, and still tells the last ones', async () => {
    let count = 0;
    const outcome = await runner.run(shellTask('seq 1 300000; echo "the end"; exit 3'), {
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
      shellTask('printf "%s" "$VALUE"', { environment: { SCRIPT: 'printf "%s" "$VALUE"', VALUE: value } }),
    );
    expect(texts.join('\n')).toBe(value);
  });

  it('says which image is missing', async () => {
    const { outcome } = await runTask(runner, shellTask('', { imageUrl: 'registry.invalid/nothing:1' }));
    expect(outcome).toMatchObject({
      kind: 'not-started',
      reason: expect.stringContaining('registry.invalid/nothing:1'),
    });
    expect(outcome).toMatchObject({ reason: expect.stringContaining('the registry cannot be reached') });
  });

  it.each(['UPPER/Case', 'a b', ''])('says that %j is no name of an image', async (imageUrl) => {
    const { outcome } = await runTask(runner, shellTask('', { imageUrl }));
    expect(outcome).toMatchObject({ kind: 'not-started', reason: expect.stringContaining('no name of an image') });
  });

  it('says what an image cannot run', async () => {
    const root = await shellFilesystem();
    await engine.importImage(root, 'broken:1', ['CMD ["/bin/none"]']);
    await removeFolder(root);
    const given = shellTask('', { imageUrl: 'broken:1' });
    const { outcome } = await runTask(runner, given);
    expect(outcome).toMatchObject({ kind: 'not-started', reason: expect.stringContaining('/bin/none') });
    expect(await shells.containersOf(given.id)).toEqual([]);
  });

  it('fails at once where no engine is, and says so when asked', async () => {
    const away = shells.newRunner({ dockerHost: 'unix:///nowhere/docker.sock' });
    const reason = 'no container engine reachable at unix:///nowhere/docker.sock';
    expect((await runTask(away, shellTask(''))).outcome).toEqual({ kind: 'no-engine', reason });
    expect(await away.check()).toBe(reason);
    await expect(away.leftContainers()).rejects.toThrow(reason);
    for (const dockerHost of ['tcp://127.0.0.1:1', 'ssh://elsewhere', 'nonsense']) {
      expect(await shells.newRunner({ dockerHost }).check()).toBe(`no container engine reachable at ${dockerHost}`);
    }
    expect(await runner.check()).toBe('ok');
  });

  it('asks the engine that it was given, whatever the environment says', async () => {
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1');
    vi.stubEnv('DOCKER_TLS_VERIFY', '1');
    try {
      expect(await shells.newRunner().check()).toBe('ok');
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
