import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importShell, ownDockerEngine, removeFolder, stopDockerEngine, whyNoEngine } from '../testing/docker-engine.js';
import { type ContainerRunner, createContainerRunner } from './container-runner.js';

const lacking = whyNoEngine();

describe.skipIf(lacking)(`an engine that is killed${lacking ? ` (${lacking})` : ''}`, () => {
  let folder: string;
  let engine: Awaited<ReturnType<typeof ownDockerEngine>>;
  let runner: ContainerRunner;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'las-own-'));
    engine = await ownDockerEngine(folder);
    await importShell(engine, 'shell:1');
    runner = createContainerRunner({
      dockerHost: engine.dockerHost,
      dockerCertPath: null,
      instanceId: randomBytes(4).toString('hex'),
      workerId: 'worker',
      api: { url: 'https://las.example.com' },
      log: pino({ level: 'error' }),
    });
  });
  afterAll(async () => {
    await runner?.close();
    await stopDockerEngine(folder);
    await removeFolder(folder);
  });

  it('takes nothing from a container, which goes on, nor from its output', async () => {
    const SCRIPT = 'i=0; while [ $i -lt 40 ]; do echo "line $i"; i=$((i+1)); sleep 0.1; done; exit 6';
    const texts: string[] = [];
    const outcome = runner.run(
      {
        id: `las:transition-execution:${randomBytes(16).toString('hex')}`,
        imageUrl: 'shell:1',
        registryLogin: null,
        environment: { SCRIPT },
        signIn: null,
      },
      { signal: new AbortController().signal, onLine: ({ text }) => texts.push(text) > 0 },
    );
    await expect.poll(() => texts.length, { timeout: 30_000 }).toBeGreaterThan(2);
    await engine.restart();
    expect(await outcome).toMatchObject({ kind: 'exited', exitCode: 6 });
    expect(texts).toEqual(Array.from({ length: 40 }, (_, i) => `line ${i}`));
    expect(await runner.leftContainers()).toEqual([]);
  });
});
