import type { Vault } from '../auth/vault.js';
import type { ContainerOutcome, ContainerRunner, LeftContainer, OutputLine } from '../containers/container-runner.js';
import type { Database } from '../db/database.js';
import { findWorkflowExecution, setLogOfWorkflowExecution } from '../db/workflow-executions.js';
import { assembleContainer, ContainerSettingsError } from '../domain/container-environment.js';
import type { CompletedExecution } from '../domain/execution/end-of-execution.js';
import type { KnownWorkflows } from '../domain/execution/known-workflows.js';
import { type ExecutionLog, openExecutionLog, reopenExecutionLog } from '../domain/execution-logs.js';
import type { JobContext, JobHandler } from './job.js';
import { failureOf } from './workflow/container-ends.js';

export interface CompletedContainerServices {
  db: Database;
  vault: Vault;
  workflows: KnownWorkflows;
  containers: ContainerRunner;
}

/** Stands in the log of such a container, which belongs to no transition of anybody's. */
const logTransitionId = 'las:transition:commons-completed';

async function run(
  { db, vault, workflows, containers }: CompletedContainerServices,
  { organizationId, workflowId, executionId }: CompletedExecution,
  {
    executionLog,
    stopping,
    left,
  }: { executionLog: ExecutionLog; stopping: AbortSignal; left: LeftContainer | undefined },
): Promise<ContainerOutcome> {
  const following = { signal: stopping, onLine: (line: OutputLine) => executionLog.add(line) };
  if (left) return left.adopt({ ...following, after: executionLog.lastTime });
  const config = (await workflows.settings(db, workflowId))?.completedConfig;
  if (!config) return { kind: 'cancelled' };
  const own = { WORKFLOW_ID: workflowId, EXECUTION_ID: executionId };
  const { environment, registryLogin } = await assembleContainer({ db, vault }, organizationId, config, own);
  const task = { id: executionId, imageUrl: config.imageUrl, registryLogin, environment, signIn: null };
  return containers.run(task, following);
}

function report(context: JobContext, executionLog: ExecutionLog, executionId: string, problem: string): void {
  executionLog.add({ time: Date.now(), text: problem });
  context.log.warn({ executionId, problem: problem.slice(0, 300) }, 'container of completedConfig failed');
}

/** The container of a process that was killed, which goes on. */
async function findLeft({ containers }: CompletedContainerServices, executionId: string) {
  // Without an engine there is none; running it says so.
  const left = await containers.leftContainers().catch(() => []);
  return left.find(({ taskId }) => taskId === executionId);
}

async function openLog(
  db: Database,
  { organizationId, workflowId, executionId }: CompletedExecution,
  logId: string | null,
): Promise<ExecutionLog> {
  if (logId !== null) return reopenExecutionLog(db, logId);
  const executionLog = await openExecutionLog(db, {
    organizationId,
    workflowId,
    workflowExecutionId: executionId,
    transitionId: logTransitionId,
    transitionExecutionId: null,
  });
  await setLogOfWorkflowExecution(db, executionId, executionLog.logId);
  return executionLog;
}

/**
 * Runs it once, and goes on with it where another process was killed meanwhile; it is run again only when the service was
 * stopped in the middle. What it did is in its log.
 */
export function runCompletedContainerHandler(services: CompletedContainerServices): JobHandler<CompletedExecution> {
  return async (completed, context) => {
    const { executionId } = completed;
    const row = await findWorkflowExecution(services.db, completed);
    if (!row) return;
    const left = await findLeft(services, executionId);
    const executionLog = await openLog(services.db, completed, left ? row.log_id : null);
    try {
      const outcome = await run(services, completed, { executionLog, stopping: context.stopping, left });
      if (context.stopping.aborted) throw new Error('The service stopped while the container ran.');
      const succeeded = outcome.kind === 'exited' && outcome.exitCode === 0;
      const failure = succeeded ? null : failureOf(outcome);
      if (failure) report(context, executionLog, executionId, failure.cause);
    } catch (error) {
      if (!(error instanceof ContainerSettingsError)) throw error;
      report(context, executionLog, executionId, error.message);
    } finally {
      await executionLog.close();
    }
  };
}
