import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownDockerEngine, removeFolder, stopDockerEngine, whyNoEngine } from '../testing/docker-engine.js';
import { type ShellContainers, shellContainers, shellTask } from '../testing/shell-containers.js';

const lacking = whyNoEngine();

describe.skipIf(lacking)(`an engine that is killed${lacking ? ` (${lacking})` : ''}`, () => {
  let folder: string;
  let engine: Awaited<ReturnType<typeof ownDockerEngine>>;
  let shells: ShellContainers;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'las-own-'));
    engine = await ownDockerEngine(folder);
    shells = await shellContainers(engine);
  });
  afterAll(async () => {
    await shells?.close();
    await stopDockerEngine(folder);
    await removeFolder(folder);
  });

  it('takes nothing from a container, which goes on, nor from its output', async () => {
    const texts: string[] = [];
    const runner = shells.newRunner();
    const script = 'i=0; while [ $i -lt 40 ]; do echo "line $i"; i=$((i+1)); sleep 0.1; done; exit 6';
    const outcome = runner.run(shellTask(script), {
      signal: new AbortController().signal,
      onLine: ({ text }) => texts.push(text) > 0,
    });
    await expect.poll(() => texts.length, { timeout: 30_000 }).toBeGreaterThan(2);
    await engine.restart();
    expect(await outcome).toMatchObject({ kind: 'exited', exitCode: 6 });
    expect(texts).toEqual(Array.from({ length: 40 }, (_, i) => `line ${i}`));
    expect(await runner.leftContainers()).toEqual([]);
  });
});
