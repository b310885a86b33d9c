import { startEmbeddedPostgres } from '../embedded-postgres.js';
import type { ServiceEvent } from './launched-service.js';

/** Starts the launcher on the folder given and tells what happens, until its standard input ends. */
async function main(dataDir: string): Promise<void> {
  const database = await startEmbeddedPostgres({ dataDir, log: (message) => say({ event: 'log', message }) });
  database.onExit((reason) => say({ event: 'gave-up', reason }));
  process.on('SIGINT', () => say({ event: 'interrupted' }));
  process.on('SIGTERM', () => process.exit(1));
  process.stdin.resume().on('end', () => {
    database.stop().then(() => process.exit(0), fail);
  });
  say({ event: 'ready', url: database.url });
}

function say(event: ServiceEvent): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function fail(error: unknown): void {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  say({ event: 'failed', name, message });
  process.exitCode = 1;
}

main(process.argv[2] ?? '').catch(fail);
