import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import type { Addresses } from './addresses.js';
import { writePrivateFile } from './private-file.js';

const pathIn = (dataDir: string) => join(dataDir, 'addresses.json');

/** Notes where the service listens, for commands beside it. */
export async function noteAddresses(dataDir: string, addresses: Addresses): Promise<void> {
  await writePrivateFile(pathIn(dataDir), `${JSON.stringify(addresses)}\n`);
}

/** Where the service listens, or was told to. */
export async function readLastAddresses(config: Config): Promise<Addresses> {
  try {
    return JSON.parse(await readFile(pathIn(config.dataDir), 'utf8'));
  } catch {
    return { http: `http://127.0.0.1:${config.port}`, https: `https://127.0.0.1:${config.httpsPort}` };
  }
}
