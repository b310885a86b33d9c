import pino from 'pino';
import { rotateSigningKey } from '../auth/signing-keys.js';
import { readConfig } from '../config.js';
import { openStorageBeside } from './storage.js';

/** `las-server keys rotate`: access tokens are signed with a new key from now on; those out there stay good. */
export async function rotateKeysCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(args, environment);
  const storage = await openStorageBeside(config, pino({ level: 'warn' }, pino.destination(2)));
  try {
    await rotateSigningKey(storage.db, storage.vault);
    process.stdout.write('A new key signs access tokens; running servers take it up within a minute.\n');
  } finally {
    await storage.close();
  }
}
