import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
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
    const root = await shellFilesystem();
    await engine.importImage(root, image, ['CMD ["sh", "-c", "eval \\"$SCRIPT\\""]']);
    await removeFolder(root);
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
});
