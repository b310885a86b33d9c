import type { ExecutionSnapshot } from '../../db/workflow-executions.js';
import { weigh } from './weigh.js';

/**
 * Executions as this process left them, so that the next step need not ask. One that another process has advanced since is
 * found out when the step is written, by its version.
 */
export interface SnapshotCache {
  get(executionId: string): ExecutionSnapshot | undefined;
  set(snapshot: ExecutionSnapshot): void;
  delete(executionId: string): void;
}

const most = 500;
/** Of all states together; a `Map` over thousands of items has megabytes of it. */
const mostWeight = 50_000_000;

export function createSnapshotCache(options: { mostWeight?: number } = {}): SnapshotCache {
  const limit = options.mostWeight ?? mostWeight;
  const snapshots = new Map<string, { snapshot: ExecutionSnapshot; weight: number }>();
  let total = 0;

  function remove(executionId: string): void {
    total -= snapshots.get(executionId)?.weight ?? 0;
    snapshots.delete(executionId);
  }

  return {
    get: (executionId) => snapshots.get(executionId)?.snapshot,
    set(snapshot) {
      remove(snapshot.id);
      const weight = weigh(snapshot.state, limit);
      if (weight > limit) return;
      snapshots.set(snapshot.id, { snapshot, weight });
      total += weight;
      for (const oldest of snapshots.keys()) {
        if (snapshots.size <= most && total <= limit) return;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
