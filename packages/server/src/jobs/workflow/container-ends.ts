import type { ContainerOutcome } from '../../containers/container-runner.js';
import type { TaskFailure } from '../../domain/execution/schema-check.js';

const mostCause = 4096;

function withLastLines(sentence: string, lines: readonly string[]): string {
  return [sentence, ...lines].join('\n').slice(0, mostCause);
}

/** What a container that reported no result makes of its task; null: nothing, somebody else has ended it or will. */
export function failureOf(outcome: ContainerOutcome): TaskFailure | null {
  switch (outcome.kind) {
    case 'exited':
      return {
        error: 'las.ContainerExited',
        cause: withLastLines(
          `The container ended with exit code ${outcome.exitCode} without reporting a result.`,
          outcome.lastLines,
        ),
      };
    case 'out-of-memory':
      return {
        error: 'las.OutOfMemory',
        cause: withLastLines('The container wanted more memory than it may have.', outcome.lastLines),
      };
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
