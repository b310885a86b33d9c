import pino from 'pino';
import { openDatabase } from '../../db/database.js';
import type { BuiltIn } from '../../domain/built-in/built-in.js';
import { createExecutionServices } from '../../domain/execution/execution-services.js';
import { createSchemaValidator } from '../../domain/json-schema/schema-validator.js';
import { showLiveness } from '../liveness.js';
import { completedQueue } from '../run-completed-container.js';
import { startWorkflowJobs } from '../workflow/start-workflow-jobs.js';

/*
 * A process that takes built-in work, says so, and never ends it: for tests to kill.
 */

const [url = ''] = process.argv.slice(2);
const log = pino({ level: 'error' });
const { db, pool } = openDatabase({ url, maxConnections: 5, onError: (error) => log.error(error) });
const neverEnding = {
  id: 'las:transition:commons-predict',
  run: () => {
    process.stdout.write('working\n');
    return new Promise(() => {});
  },
} as unknown as BuiltIn;
const builtIns = new Map([[neverEnding.id, neverEnding]]);
const services = createExecutionServices({
  db,
  validator: createSchemaValidator({ threads: 1 }),
  builtIns,
  mailQueue: null,
  completedQueue,
  timeScale: 1,
});
await startWorkflowJobs({
  ...services,
  db,
  pool,
  log,
  liveness: await showLiveness({ pool, log }),
  builtIns,
  vault: {} as never,
  containers: {
    run: async () => ({ kind: 'no-engine', reason: 'none' }),
    check: async () => 'none',
    leftContainers: async () => [],
    close: async () => {},
  },
  containerSlots: 1,
  leaseSeconds: 60,
});
