import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { ConfigError, readConfig } from '../config.js';
import { createOrganization, toCredentialsFile } from '../domain/organizations.js';
import { endpointsOf } from './first-start.js';
import { readLastAddresses } from './last-addresses.js';
import { openStorageBeside } from './storage.js';

function takeName(args: string[]): { name: string; rest: string[] } {
  const { tokens } = parseArgs({ args, options: { name: { type: 'string' } }, strict: false, tokens: true });
  const token = tokens.find((one) => one.kind === 'option' && one.name === 'name');
  if (token?.kind !== 'option' || !token.value) {
    throw new ConfigError('organizations create needs --name NAME');
  }
  return { name: token.value, rest: args.toSpliced(token.index, token.inlineValue ? 1 : 2) };
}

/** `las-server organizations create --name NAME`: prints the credentials of its first app client. */
export async function createOrganizationCommand(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const { name, rest } = takeName(args);
  const config = readConfig(rest, environment);
  const log = pino({ level: 'warn' }, pino.destination(2));
  const storage = await openStorageBeside(config, log);
  try {
    const { appClient } = await storage.db
      .transaction()
      .execute((trx) => createOrganization(trx, storage.vault, { name }));
    const endpoints = endpointsOf(
      await readLastAddresses(config),
      config.publicUrl,
      join(config.dataDir, 'certificate', 'cert.pem'),
    );
    process.stdout.write(toCredentialsFile({ ...appClient, ...endpoints }));
  } finally {
    await storage.close();
  }
}
