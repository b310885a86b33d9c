import pino from 'pino';
import { readConfig } from '../config.js';
import { errorFields } from '../logging/error-fields.js';
import { startService } from './service.js';

/** The document's bytes, secrets and tokens never reach the log; this is the net below. */
const redact = ['req.headers.authorization', 'req.headers["x-api-key"]', '*.clientSecret', '*.apiKey', '*.content'];

const flushMs = 250;

/** Runs the service until a signal ends it. */
export async function serve(args: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(args, environment);
  // Lines are gathered for a moment: a system call for each would be felt by every request.
  const destination = pino.destination({ dest: 1, sync: false, minLength: 4096 });
  setInterval(() => destination.flush(), flushMs).unref();
  const log = pino({ level: config.logLevel, redact }, destination);
  const service = await startService(config, log);
  if (service.firstCredentials !== null) {
    process.stdout.write(`las credentials, kept in ${config.credentialsFile}:\n${service.firstCredentials}\n`);
  }
  process.stdout.write(`las ready: ${service.addresses.http} ${service.addresses.https}\n`);

  let stopping = false;
  const stop = async (reason: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    try {
      await service.stop();
      process.exitCode = exitCode;
    } catch (error) {
      log.error(errorFields(error), 'did not stop cleanly');
      process.exitCode = 1;
    }
    // Whatever a library still holds open must not keep an ended service alive.
    setTimeout(() => process.exit(), 1000).unref();
  };
  process.on('SIGTERM', () => void stop('SIGTERM', 0));
  process.on('SIGINT', () => void stop('SIGINT', 0));
  service.onFailure((reason) => void stop(reason, 1));
}
