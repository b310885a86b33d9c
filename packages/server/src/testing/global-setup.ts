import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for all suites: the one at LAS_TEST_DATABASE_URL (of a superuser), else the embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
