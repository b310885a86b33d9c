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
import { startTestRegistry, type TestRegistry, whyNoRegistry } from '../testing/docker-registry.js';
import {
  type ContainerOutcome,
  type ContainerRunner,
  type ContainerTask,
  createContainerRunner,
} from './container-runner.js';

const lacking = whyNoEngine() ?? whyNoRegistry();

describe.skipIf(lacking)(`images of a private registry${lacking ? ` (${lacking})` : ''}`, () => {
  let engine: TestDockerEngine;
  let registry: TestRegistry;
  let runner: ContainerRunner;
  let image: string;

  beforeAll(async () => {
    engine = await testDockerEngine(inject('runFolder'));
    registry = await startTestRegistry();
    runner = createContainerRunner({
      dockerHost: engine.dockerHost,
      dockerCertPath: null,
      instanceId: randomBytes(4).toString('hex'),
      workerId: 'worker',
      api: { url: 'https://las.example.com' },
      log: pino({ level: 'error' }),
    });
    const root = await shellFilesystem({ 'unique.txt': randomBytes(8).toString('hex') });
    await engine.importImage(root, 'moving:1', ['CMD ["echo", "pulled"]']);
    await removeFolder(root);
    image = `${registry.address}/team/program:1`;
    await registry.move(engine, 'moving:1', 'team/program:1');
  });
  afterAll(async () => {
    await runner?.close();
    await registry?.close();
  });

  async function forget(): Promise<void> {
    await engine.docker
      .getImage(image)
      .remove({ force: true })
      .catch(() => {});
  }

  function run(registryLogin: ContainerTask['registryLogin'], imageUrl = image): Promise<ContainerOutcome> {
    const id = `las:transition-execution:${randomBytes(16).toString('hex')}`;
    const task: ContainerTask = { id, imageUrl, registryLogin, environment: {}, signIn: null };
    return runner.run(task, { signal: new AbortController().signal, onLine: () => true });
  }

  const refused = (what: string) => ({ kind: 'not-started', reason: expect.stringContaining(what) });

  it('are refused without a login, and with a wrong one', async () => {
    await forget();
    expect(await run(null)).toMatchObject(refused('the registry refuses access without a login'));
    expect(await run({ ...registry.login, password: 'wrong' })).toMatchObject(
      refused('the registry refuses access with this login'),
    );
  });

  it('are told apart from those that it does not have', async () => {
    expect(await run(registry.login, `${registry.address}/team/other:1`)).toMatchObject(
      refused(`The image ${registry.address}/team/other:1 cannot be pulled: there is no such image`),
    );
    expect(await run(registry.login, `${registry.address}/team/program:2`)).toMatchObject(
      refused('there is no such image'),
    );
  });

  it('are pulled once for all tasks that wait for them, and never when they are there', async () => {
    await forget();
    const since = Math.floor(Date.now() / 1000);
    const outcomes = await Promise.all([1, 2, 3].map(() => run(registry.login)));
    outcomes.push(await run(null));
    for (const outcome of outcomes) expect(outcome).toEqual({ kind: 'exited', exitCode: 0, lastLines: ['pulled'] });
    const until = Math.ceil(Date.now() / 1000) + 1;
    const events = await engine.docker.getEvents({ since, until, filters: { event: ['pull'] } });
    let told = '';
    for await (const chunk of events) told += String(chunk);
    const pulls = told.split('\n').filter((line) => line.includes(image));
    expect(pulls).toHaveLength(1);
  });

  it('are pulled by digest', async () => {
    const { RepoDigests: digests } = await engine.docker.getImage(image).inspect();
    const byDigest = digests.find((digest) => digest.startsWith(registry.address)) ?? '';
    await forget();
    expect(await run(registry.login, byDigest)).toEqual({ kind: 'exited', exitCode: 0, lastLines: ['pulled'] });
  });
});
