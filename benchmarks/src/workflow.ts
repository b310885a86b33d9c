import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Credentials } from '@las/client';
import { startService } from './service/start-program.js';
import { countSucceeded, executionsPerSecond } from './workflow/execution-rate.js';
import { transitionsPerSecond } from './workflow/stepper-rate.js';
import { tenSteps, timeScale } from './workflow/ten-steps.js';

/**
 * Executions a second of a machine of ten steps, with the embedded database, the service in a process of its own, and states
 * a second of the stepper alone: `npm run bench:workflow [-- --executions N] [--rounds N] [--json OUT]`.
 */
const { values } = parseArgs({
  options: {
    executions: { type: 'string', default: '1500' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

const rounds = Number(values.rounds);
const executions = Number(values.executions);
/** One at a time takes longer for each. */
const shareAlone = 0.1;

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const stepper: number[] = [];
for (let round = 0; round < rounds; round++) stepper.push(transitionsPerSecond(1));

const folder = await mkdtemp(join(tmpdir(), 'las-bench-'));
const service = await startService({ folder, flags: ['--time-scale', String(timeScale)] });
try {
  const client = new Client(Credentials.fromFile(service.credentialsFile));
  const { transitionId } = await client.createTransition('manual');
  const { workflowId } = await client.createWorkflow({ definition: tenSteps(transitionId) });
  const run = (concurrency: number, count: number) =>
    executionsPerSecond({ client, workflowId, transitionId, concurrency, executions: count });
  const alone: number[] = [];
  const together: number[] = [];
  let begun = Math.ceil(executions * shareAlone);
  await run(16, begun);
  for (let round = 0; round < rounds; round++) {
    const few = Math.ceil(executions * shareAlone);
    alone.push(await run(1, few));
    together.push(await run(16, executions));
    begun += few + executions;
  }
  const succeeded = await countSucceeded(client, workflowId);
  if (succeeded !== begun) throw new Error(`${succeeded} of ${begun} executions have succeeded`);
  const results = {
    executionsPerSecond: { concurrency16: median(together), concurrency1: median(alone) },
    stepperTransitionsPerSecond: median(stepper),
    rounds: { together, alone, stepper },
  };
  console.table([
    { what: 'executions of ten steps a second, 16 at once', median: median(together), goal: 150 },
    { what: 'executions of ten steps a second, one at a time', median: median(alone), goal: 40 },
    { what: 'states a second, stepper alone', median: median(stepper), goal: 200_000 },
  ]);
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}
