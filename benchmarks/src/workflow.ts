import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Credentials } from '@las/client';
import { startService } from './service/start-program.js';
import { countSucceeded, executionsPerSecond } from './workflow/execution-rate.js';
import { transitionsPerSecond } from './workflow/stepper-rate.js';
import { sampleInput, tenSteps, timeScale } from './workflow/ten-steps.js';

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
const shareOfFew = 0.1;

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const stepper: number[] = [];
for (let round = 0; round < rounds; round++) stepper.push(transitionsPerSecond(1));

/** One machine of ten steps, with its executions so far. */
async function tenStepMachine(client: Client, options: { byWorker: boolean }) {
  const { transitionId } = await client.createTransition('manual');
  const { workflowId } = await client.createWorkflow({ definition: tenSteps(transitionId, options) });
  const input = sampleInput(options);
  let begun = 0;
  return {
    run(concurrency: number, count: number): Promise<number> {
      begun += count;
      return executionsPerSecond({ client, workflowId, transitionId, input, concurrency, executions: count });
    },
    async check(): Promise<void> {
      const succeeded = await countSucceeded(client, workflowId);
      if (succeeded !== begun) throw new Error(`${succeeded} of ${begun} executions have succeeded`);
    },
  };
}

const folder = await mkdtemp(join(tmpdir(), 'las-bench-'));
const service = await startService({ folder, flags: ['--time-scale', String(timeScale)] });
try {
  const client = new Client(Credentials.fromFile(service.credentialsFile));
  const machine = await tenStepMachine(client, { byWorker: false });
  const workerMachine = await tenStepMachine(client, { byWorker: true });
  const few = Math.ceil(executions * shareOfFew);
  // Until both processes have compiled what is hot.
  await machine.run(16, Math.ceil(executions / 2));
  await workerMachine.run(16, few);
  const figures = {
    concurrency16: [] as number[],
    concurrency1: [] as number[],
    concurrency16ByWorker: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    figures.concurrency1.push(await machine.run(1, few));
    figures.concurrency16.push(await machine.run(16, executions));
    figures.concurrency16ByWorker.push(await workerMachine.run(16, Math.ceil(executions / 2)));
  }
  await machine.check();
  await workerMachine.check();
  const executionsPerSecond = {
    concurrency16: median(figures.concurrency16),
    concurrency1: median(figures.concurrency1),
    concurrency16ByWorker: median(figures.concurrency16ByWorker),
  };
  console.table([
    { what: 'executions of ten steps a second, 16 at once', median: executionsPerSecond.concurrency16, goal: 150 },
    { what: 'executions of ten steps a second, one at a time', median: executionsPerSecond.concurrency1, goal: 40 },
    { what: '16 at once, each task a step of its own', median: executionsPerSecond.concurrency16ByWorker },
    { what: 'states a second, stepper alone', median: median(stepper), goal: 200_000 },
  ]);
  const results = {
    executionsPerSecond,
    stepperTransitionsPerSecond: median(stepper),
    rounds: { ...figures, stepper },
  };
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}
