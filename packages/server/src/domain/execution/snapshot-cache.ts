import type { ExecutionSnapshot } from '../../db/workflow-executions.js';

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

export function createSnapshotCache(): SnapshotCache {
  const snapshots = new Map<string, ExecutionSnapshot>();
  return {
    get: (executionId) => snapshots.get(executionId),
    set(snapshot) {
      snapshots.delete(snapshot.id);
      snapshots.set(snapshot.id, snapshot);
      const [oldest] = snapshots.keys();
      if (snapshots.size > most && oldest !== undefined) snapshots.delete(oldest);
    },
    delete: (executionId) => void snapshots.delete(executionId),
  };
}
