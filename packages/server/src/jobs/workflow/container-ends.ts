import { type ContainerOutcome, causeOf } from '../../containers/container-runner.js';
import type { TaskFailure } from '../../domain/execution/schema-check.js';

/** What a container that reported no result makes of its task; null: nothing, somebody else has ended it or will. */
export function failureOf(outcome: ContainerOutcome): TaskFailure | null {
  switch (outcome.kind) {
    case 'exited':
      return { error: 'las.ContainerExited', cause: causeOf(outcome) };
    case 'out-of-memory':
      return { error: 'las.OutOfMemory', cause: causeOf(outcome) };
    case 'not-started':
      return { error: 'las.ContainerNotStarted', cause: outcome.reason };
    case 'no-engine':
      return { error: 'las.NoContainerEngine', cause: outcome.reason };
    case 'lost':
      return { error: 'las.ContainerLost', cause: outcome.reason };
    case 'cancelled':
    case 'detached':
      return null;
  }
}
