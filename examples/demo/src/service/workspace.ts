import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A temporary folder for all that the demo's service keeps. */
export interface Workspace {
  folder: string;
  dataDir: string;
  credentialsFile: string;
  logFile: string;
}

export async function makeWorkspace(): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'las-demo-'));
  return {
    folder,
    dataDir: path.join(folder, 'data'),
    credentialsFile: path.join(folder, 'credentials.cfg'),
    logFile: path.join(folder, 'service.log'),
  };
}

export async function removeWorkspace({ folder }: Workspace): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}
