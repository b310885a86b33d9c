import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopDockerEngine } from './docker-engine.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
    /** For what the suites of one run share; empty at first. */
    runFolder: string;
  }
}

/**
 * One PostgreSQL for all suites: the one at LAS_TEST_DATABASE_URL (of a superuser), else the embedded one. A container engine is
 * started by the first suite that wants one, and stopped here.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // A short path: that of a socket in it may be 107 bytes long.
  const runFolder = await mkdtemp(join(tmpdir(), 'las-run-'));
  project.provide('runFolder', runFolder);
  const stopPostgres = await providePostgres(project);
  return async () => {
    await stopPostgres();
    await stopDockerEngine(runFolder);
    await rm(runFolder, { recursive: true, force: true });
  };
}

async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.LAS_TEST_DATABASE_URL;
  if (given) {
    project.provide('postgresUrl', given);
    return async () => {};
  }
  const { startEmbeddedPostgres } = await import('../start/embedded-postgres/embedded-postgres.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'las-tests-'));
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => {} });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
