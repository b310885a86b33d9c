import { advance, type ExecutionState, type Json, type Machine, type Moment, parse, type Step, start } from '@las/asl';

/** A loop of a Pass, a Choice and a Task that an answer follows at once. */
const definition = {
  StartAt: 'Count',
  States: {
    Count: {
      Type: 'Pass',
      Parameters: { 'rounds.$': 'States.MathAdd($.rounds, 1)', 'of.$': '$.of', 'document.$': '$.document' },
      Next: 'Enough?',
    },
    'Enough?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.rounds', NumericLessThanPath: '$.of', Next: 'Work' }],
      Default: 'Done',
    },
    Work: { Type: 'Task', Resource: 'las:transition:commons-confidence', ResultPath: null, Next: 'Count' },
    Done: { Type: 'Succeed' },
  },
};

const statesOfARound = 3;
const moment: Moment = { now: 0, random: () => 0.5, uuid: () => '00000000-0000-4000-8000-000000000000' };
const identity = { execution: { id: 'e', name: 'e' }, stateMachine: { id: 'm', name: 'm' } };

function machineOf(): Machine {
  const parsed = parse(definition, { dialect: 'las' });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.machine;
}

function now(step: Step | Promise<Step>): Step {
  if (step instanceof Promise) throw new Error('A machine without JSONata steps at once.');
  return step;
}

function taskOf(step: Step): string | undefined {
  const task = step.effects.find((effect) => effect.type === 'startTask');
  return task?.type === 'startTask' ? task.taskId : undefined;
}

function runOnce(machine: Machine, rounds: number): ExecutionState {
  const input: Json = { rounds: 0, of: rounds, document: { id: 'las:document:1', total: '12.50' } };
  let step = now(start(machine, { input, identity, moment }));
  for (let taskId = taskOf(step); taskId !== undefined; taskId = taskOf(step)) {
    step = now(advance(machine, step.state, { type: 'taskSucceeded', taskId, output: null }, moment));
  }
  return step.state;
}

/** States that the pure stepper goes through in a second, without a database. */
export function transitionsPerSecond(seconds: number): number {
  const machine = machineOf();
  const rounds = 1000;
  runOnce(machine, rounds);
  let transitions = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1000) {
    if (runOnce(machine, rounds).status !== 'succeeded') throw new Error('The machine has to succeed.');
    transitions += rounds * statesOfARound;
  }
  return transitions / ((performance.now() - startedAt) / 1000);
}
