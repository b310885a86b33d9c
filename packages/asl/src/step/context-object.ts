import type { JsonObject } from '../types.js';
import type { Position } from './position.js';
import type { StepRun } from './step-run.js';
import { formatTimestamp } from './timestamp.js';

/** What an evaluation adds to the context object. */
export interface ContextExtras {
  readonly item?: { readonly index: number; readonly value: JsonObject[string] };
  readonly taskToken?: string;
}

/** The context object: `$$`, `$states.context`. */
export function contextObject(run: StepRun, at: Position, extras: ContextExtras = {}): JsonObject {
  const { identity, input, startedAt, redrives } = run.execution;
  const { execution, stateMachine } = identity;
  const { frame, state } = at;
  const item = extras.item ?? at.item;
  return {
    Execution: {
      Id: execution.id,
      Input: input,
      StartTime: formatTimestamp(startedAt),
      Name: execution.name,
      ...(execution.roleArn !== undefined && { RoleArn: execution.roleArn }),
      RedriveCount: redrives,
    },
    StateMachine: { Id: stateMachine.id, Name: stateMachine.name },
    State: {
      Name: frame.state,
      EnteredTime: formatTimestamp(frame.enteredAt),
      ...('retry' in state && { RetryCount: retryCount(frame.retries) }),
    },
    ...(item !== undefined && { Map: { Item: { Index: item.index, Value: item.value } } }),
    ...(extras.taskToken !== undefined && { Task: { Token: extras.taskToken } }),
  };
}

/** How often a state was tried again. */
export function retryCount(retries: readonly number[] | undefined): number {
  return retries?.reduce((sum, count) => sum + count, 0) ?? 0;
}
