import type { TestProject } from 'vitest/node';
import { type ServiceAddress, startService } from './start-service.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The service that was started for the tests; null when they run against the one that `LAS_…` names. */
    service: ServiceAddress | null;
  }
}

/**
 * Starts one service for all test files. With `LAS_ACCEPTANCE=remote` the tests run against the service that the
 * credentials in the environment name instead; those that need its folder or a second organization are skipped.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.LAS_ACCEPTANCE === 'remote') {
    project.provide('service', null);
    return undefined;
  }
  const { stop, http, https, dataDir, credentialsFile } = await startService();
  project.provide('service', { http, https, dataDir, credentialsFile });
  return stop;
}
