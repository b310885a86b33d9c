import { WrongMasterKeyError } from '../auth/signing-keys.js';
import { ConfigError } from '../config.js';
import { createOrganizationCommand } from './create-organization.js';
import { DataDirectoryInUseError } from './embedded-postgres/directory-lock.js';
import { helpText } from './help.js';
import { rotateKeysCommand } from './rotate-keys.js';
import { serve } from './serve.js';

async function run(args: string[]): Promise<void> {
  const [first, second, ...rest] = args;
  if (args.includes('--help') || first === 'help') {
    process.stdout.write(helpText());
  } else if (first === 'organizations' && second === 'create') {
    await createOrganizationCommand(rest, process.env);
  } else if (first === 'keys' && second === 'rotate') {
    await rotateKeysCommand(rest, process.env);
  } else if (first === undefined || first.startsWith('-')) {
    await serve(args, process.env);
  } else {
    throw new ConfigError(`There is no command "${args.join(' ')}"; --help shows those there are`);
  }
}

/** Mistakes of whoever starts the service, apart from bugs. */
function isMistake(error: unknown): error is Error {
  return [ConfigError, DataDirectoryInUseError, WrongMasterKeyError].some((kind) => error instanceof kind);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const text = isMistake(error) ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`las-server: ${text}\n`);
  process.exit(1);
});
