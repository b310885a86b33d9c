import type { ExecutionState, Json } from '@las/asl';
import type { ExecutionEvent, ExecutionStatus } from '@las/contract';
import { type Compilable, sql } from 'kysely';
import type { Database } from './database.js';
import { prepared } from './prepared.js';
import type { TransitionExecutionKind } from './schema.js';

/** The end of a task by its worker: the step is taken only while that worker has it. */
export interface TaskEnd {
  id: string;
  status: ExecutionStatus;
  output: Json | undefined;
  error: string | null;
  cause: string | null;
  completedBy: string | null;
  /** Replaces the stored start, as people's clients may ask for. */
  startTime: string | null;
  endTime: string;
}

export interface NewTask {
  id: string;
  transitionId: string;
  taskId: string;
  stateName: string;
  kind: TransitionExecutionKind;
  input: Json;
  attempt: number;
  heartbeatSeconds: number | null;
  /** The worker that has it from the beginning; null: it waits for one. */
  holder: string | null;
}

/** What one step of one execution changes. */
export interface StepRecord {
  executionId: string;
  /** Steps before this one: when there were others meanwhile, nothing is changed. */
  version: number;
  status: ExecutionStatus;
  state: ExecutionState;
  output: Json | undefined;
  error: string | null;
  cause: string | null;
  endTime: string | null;
  time: string;
  end: TaskEnd | null;
  tasks: readonly NewTask[];
  /** Tasks that are given up, by the stepper's ids. */
  cancelled: readonly { taskId: string; error: string }[];
  timers: readonly { timerId: string; dueTime: string }[];
  cancelledTimers: readonly string[];
  firstEventNumber: number;
  events: readonly Omit<ExecutionEvent, 'number'>[];
}

/** `conflict`: another step came first. `ended`: the worker has the task no longer. */
export type StepOutcome = 'written' | 'conflict' | 'ended';

const toSteps = (records: readonly StepRecord[]) =>
  records.map((record) => ({
    id: record.executionId,
    version: record.version,
    status: record.status,
    state: record.state,
    output: record.output,
    error: record.error,
    cause: record.cause,
    end_time: record.endTime,
    needs: record.end?.id ?? null,
  }));

const toEnds = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, end }) =>
    end === null
      ? []
      : {
          execution_id: executionId,
          id: end.id,
          status: end.status,
          output: end.output,
          error: end.error,
          cause: end.cause,
          completed_by: end.completedBy,
          start_time: end.startTime,
          end_time: end.endTime,
        },
  );

const toTasks = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, time, tasks }) =>
    tasks.map((task) => ({
      execution_id: executionId,
      id: task.id,
      transition_id: task.transitionId,
      task_id: task.taskId,
      state_name: task.stateName,
      kind: task.kind,
      input: task.input,
      attempt: task.attempt,
      heartbeat_seconds: task.heartbeatSeconds,
      holder: task.holder,
      queued_time: time,
    })),
  );

const toCancelled = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, time, cancelled }) =>
    cancelled.map(({ taskId, error }) => ({ execution_id: executionId, task_id: taskId, error, end_time: time })),
  );

const toTimers = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, timers }) =>
    timers.map(({ timerId, dueTime }) => ({ execution_id: executionId, timer_id: timerId, due_time: dueTime })),
  );

const toCancelledTimers = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, cancelledTimers }) =>
    cancelledTimers.map((timerId) => ({ execution_id: executionId, timer_id: timerId })),
  );

const toEvents = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, firstEventNumber, events }) =>
    events.length === 0 ? [] : { execution_id: executionId, first_number: firstEventNumber, events },
  );

type Slot = 'steps' | 'ends' | 'tasks' | 'cancelled' | 'timers' | 'cancelledTimers' | 'events';

/*
 * One statement, so one transaction and one way to the database and back. Every part hangs on `written`, which hangs on the
 * row's lock and version and on the worker's hold of its task. A waiting task is made known to all processes that lend work.
 */
interface OutcomeRow {
  id: string;
  locked: boolean;
  written: boolean;
}

function build(db: Database, slot: Record<Slot, string>): Compilable<OutcomeRow> {
  const query = sql<OutcomeRow>`
    with steps as materialized (
      select * from json_to_recordset(${slot.steps}::json) as step (
        id text, version integer, status text, state json, output json, error text, cause text, end_time timestamptz,
        needs text
      )
    ),
    locked as materialized (
      select execution.id, execution.organization_id, execution.workflow_id, steps.needs
      from workflow_executions execution
      join steps on steps.id = execution.id and steps.version = execution.version
      order by execution.id
      for no key update of execution
    ),
    ended as (
      update transition_executions task
      set phase = 'ended', status = the.status, output = the.output, error = the.error, cause = the.cause,
        completed_by = the.completed_by, start_time = coalesce(the.start_time, task.start_time), end_time = the.end_time
      from json_to_recordset(${slot.ends}::json) as the (
        execution_id text, id text, status text, output json, error text, cause text, completed_by text,
        start_time timestamptz, end_time timestamptz
      )
      join locked on locked.id = the.execution_id
      where task.id = the.id and task.phase = 'held'
      returning task.id
    ),
    written as (
      update workflow_executions execution
      set version = execution.version + 1, status = steps.status, state = steps.state, output = steps.output,
        error = steps.error, cause = steps.cause, end_time = steps.end_time
      from steps
      join locked on locked.id = steps.id
      where execution.id = steps.id and (steps.needs is null or steps.needs in (select id from ended))
      returning execution.id, execution.organization_id, execution.workflow_id
    ),
    cancelled as (
      update transition_executions task
      set phase = 'ended', status = 'failed', error = the.error, end_time = the.end_time
      from json_to_recordset(${slot.cancelled}::json) as the (
        execution_id text, task_id text, error text, end_time timestamptz
      )
      join written on written.id = the.execution_id
      where task.workflow_execution_id = the.execution_id and task.task_id = the.task_id and task.phase <> 'ended'
      returning task.id
    ),
    begun as (
      insert into transition_executions (
        id, organization_id, transition_id, workflow_id, workflow_execution_id, task_id, state_name, kind, phase, status,
        input, attempt, holder, heartbeat_seconds, queued_time, start_time, heartbeat_time
      )
      select the.id, written.organization_id, the.transition_id, written.workflow_id, written.id, the.task_id,
        the.state_name, the.kind, case when the.holder is null then 'waiting' else 'held' end, 'running',
        the.input, the.attempt, the.holder, the.heartbeat_seconds, the.queued_time,
        case when the.holder is not null then the.queued_time end,
        case when the.holder is not null then the.queued_time end
      from json_to_recordset(${slot.tasks}::json) as the (
        execution_id text, id text, transition_id text, task_id text, state_name text, kind text, input json,
        attempt integer, heartbeat_seconds double precision, holder text, queued_time timestamptz
      )
      join written on written.id = the.execution_id
      returning transition_id, kind, phase
    ),
    -- A timer that is cancelled and started in one step is among the started only.
    stopped as (
      delete from workflow_timers timer
      using json_to_recordset(${slot.cancelledTimers}::json) as the (execution_id text, timer_id text)
      join written on written.id = the.execution_id
      where timer.execution_id = the.execution_id and timer.timer_id = the.timer_id
    ),
    started as (
      insert into workflow_timers (execution_id, timer_id, due_time)
      select the.execution_id, the.timer_id, the.due_time
      from json_to_recordset(${slot.timers}::json) as the (execution_id text, timer_id text, due_time timestamptz)
      join written on written.id = the.execution_id
      on conflict (execution_id, timer_id) do update set due_time = excluded.due_time
    ),
    told as (
      insert into workflow_execution_events (execution_id, first_number, events)
      select the.execution_id, the.first_number, the.events
      from json_to_recordset(${slot.events}::json) as the (execution_id text, first_number integer, events json)
      join written on written.id = the.execution_id
    ),
    noticed as materialized (
      select count(pg_notify('las_work', transition_id)) from begun where phase = 'waiting'
    )
    select steps.id, locked.id is not null as locked, written.id is not null as written,
      (select count from noticed) as noticed
    from steps
    left join locked on locked.id = steps.id
    left join written on written.id = steps.id
  `;
  return { compile: () => query.compile(db) };
}

const writeAll = prepared<Slot, OutcomeRow>(
  ['steps', 'ends', 'tasks', 'cancelled', 'timers', 'cancelledTimers', 'events'],
  build,
);

/** Writes a step each of some executions, by one statement. Those that do not apply change nothing; the others do. */
export async function writeSteps(db: Database, records: readonly StepRecord[]): Promise<Map<string, StepOutcome>> {
  const rows = await writeAll(db, {
    steps: JSON.stringify(toSteps(records)),
    ends: JSON.stringify(toEnds(records)),
    tasks: JSON.stringify(toTasks(records)),
    cancelled: JSON.stringify(toCancelled(records)),
    timers: JSON.stringify(toTimers(records)),
    cancelledTimers: JSON.stringify(toCancelledTimers(records)),
    events: JSON.stringify(toEvents(records)),
  });
  return new Map(
    rows.map(({ id, locked, written }) => [id, written ? 'written' : locked ? 'ended' : 'conflict'] as const),
  );
}
