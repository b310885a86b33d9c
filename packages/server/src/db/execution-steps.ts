import type { ExecutionState, Json } from '@las/asl';
import type { ExecutionEvent, ExecutionStatus } from '@las/contract';
import { type Compilable, type RawBuilder, sql } from 'kysely';
import type { Database } from './database.js';
import { prepared } from './prepared.js';
import type { TransitionExecutionKind } from './schema.js';
import { toStorableJson } from './storable-json.js';
import { noticeWaiting } from './work-notices.js';

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
  /** How it ended, where it is over within the step that began it. */
  end: Omit<TaskEnd, 'id' | 'startTime'> | null;
}

function phaseOf({ end, holder }: NewTask): 'ended' | 'held' | 'waiting' {
  if (end) return 'ended';
  return holder === null ? 'waiting' : 'held';
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
      phase: phaseOf(task),
      status: task.end?.status ?? 'running',
      input: task.input,
      output: task.end?.output,
      error: task.end?.error,
      cause: task.end?.cause,
      attempt: task.attempt,
      heartbeat_seconds: task.heartbeatSeconds,
      holder: task.holder,
      completed_by: task.end?.completedBy,
      queued_time: time,
      start_time: phaseOf(task) === 'waiting' ? null : time,
      end_time: task.end?.endTime,
    })),
  );

/** A row for each execution, so that its tasks are gone through once, however many are given up. */
const toCancelled = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, time, cancelled }) => {
    const errors = Object.fromEntries(cancelled.map(({ taskId, error }) => [taskId, error]));
    return cancelled.length === 0 ? [] : { execution_id: executionId, errors, end_time: time };
  });

const toTimers = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, time, timers }) =>
    timers.map(({ timerId, dueTime }) => ({ execution_id: executionId, timer_id: timerId, time, due_time: dueTime })),
  );

const toCancelledTimers = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, cancelledTimers }) =>
    cancelledTimers.map((timerId) => ({ execution_id: executionId, timer_id: timerId })),
  );

/** So that a page of a long history reads little more than the page. */
const mostEventsOfARow = 200;

const toEvents = (records: readonly StepRecord[]) =>
  records.flatMap(({ executionId, firstEventNumber, events }) =>
    Array.from({ length: Math.ceil(events.length / mostEventsOfARow) }, (_, index) => {
      const first = index * mostEventsOfARow;
      return {
        execution_id: executionId,
        first_number: firstEventNumber + first,
        events: events.slice(first, first + mostEventsOfARow),
      };
    }),
  );

type Part = 'ends' | 'tasks' | 'cancelled' | 'timers' | 'cancelledTimers' | 'events';
type Slot = 'steps' | Part;

interface OutcomeRow {
  id: string;
  locked: boolean;
  written: boolean;
}

/** The part of the statement that writes a part of the records; each hangs on `written`, that is on the step being taken. */
const parts: Record<Part, (slot: string) => RawBuilder<unknown>> = {
  ends: (slot) => sql`
    ended as (
      update transition_executions task
      set phase = 'ended', status = the.status, output = the.output, error = the.error, cause = the.cause,
        completed_by = the.completed_by, start_time = coalesce(the.start_time, task.start_time), end_time = the.end_time
      from json_to_recordset(${slot}::json) as the (
        execution_id text, id text, status text, output json, error text, cause text, completed_by text,
        start_time timestamptz, end_time timestamptz
      )
      join locked on locked.id = the.execution_id
      where task.id = the.id and task.phase = 'held' and task.id = any(array(select needs from steps))
      returning task.id
    )`,
  cancelled: (slot) => sql`
    cancelled as (
      update transition_executions task
      set phase = 'ended', status = 'failed', error = the.errors ->> task.task_id, end_time = the.end_time
      from json_to_recordset(${slot}::json) as the (execution_id text, errors jsonb, end_time timestamptz)
      join written on written.id = the.execution_id
      where task.workflow_execution_id = the.execution_id and the.errors ? task.task_id and task.phase <> 'ended'
    )`,
  tasks: (slot) => sql`
    begun as (
      insert into transition_executions (
        id, organization_id, transition_id, workflow_id, workflow_execution_id, task_id, state_name, kind, phase, status,
        input, output, error, cause, attempt, holder, completed_by, heartbeat_seconds, queued_time, start_time,
        heartbeat_time, end_time
      )
      select the.id, written.organization_id, the.transition_id, written.workflow_id, written.id, the.task_id,
        the.state_name, the.kind, the.phase, the.status, the.input, the.output, the.error, the.cause, the.attempt,
        the.holder, the.completed_by, the.heartbeat_seconds, the.queued_time, the.start_time,
        case when the.phase = 'held' then now() end, the.end_time
      from json_to_recordset(${slot}::json) as the (
        execution_id text, id text, transition_id text, task_id text, state_name text, kind text, phase text, status text,
        input json, output json, error text, cause text, attempt integer, holder text, completed_by text,
        heartbeat_seconds double precision, queued_time timestamptz, start_time timestamptz, end_time timestamptz
      )
      join written on written.id = the.execution_id
      returning transition_id, phase
    ),
    noticed as materialized (
      ${noticeWaiting(sql`begun where phase = 'waiting'`)}
    )`,
  cancelledTimers: (slot) => sql`
    stopped as (
      delete from workflow_timers timer
      using json_to_recordset(${slot}::json) as the (execution_id text, timer_id text)
      join written on written.id = the.execution_id
      where timer.execution_id = the.execution_id and timer.timer_id = the.timer_id
    )`,
  timers: (slot) => sql`
    started as (
      insert into workflow_timers (execution_id, timer_id, due_time)
      -- By the clock of the database, which all processes look at.
      select the.execution_id, the.timer_id, now() + (the.due_time - the.time)
      from json_to_recordset(${slot}::json) as the (
        execution_id text, timer_id text, time timestamptz, due_time timestamptz
      )
      join written on written.id = the.execution_id
      on conflict (execution_id, timer_id) do update set due_time = excluded.due_time
    )`,
  events: (slot) => sql`
    told as (
      insert into workflow_execution_events (execution_id, first_number, events)
      select the.execution_id, the.first_number, the.events
      from json_to_recordset(${slot}::json) as the (execution_id text, first_number integer, events json)
      join written on written.id = the.execution_id
    )`,
};

const following: readonly Part[] = ['cancelled', 'tasks', 'cancelledTimers', 'timers', 'events'];

/*
 * One statement, so one transaction and one way to the database and back, with those parts only that the records have: each
 * costs the database as much when it is empty. All hang on the row's lock and version and on the worker's hold of its task.
 * Waiting work is made known to all processes that lend it. The arrays of ids say to the planner that there are few: it would
 * read a table that was small when it planned from end to end.
 */
function build(db: Database, slot: Record<Slot, string>, present: ReadonlySet<Part>): Compilable<OutcomeRow> {
  const has = (part: Part) => present.has(part);
  const ended = has('ends') ? sql`${parts.ends(slot.ends)},` : sql``;
  const isHeld = has('ends') ? sql`(steps.needs is null or steps.needs in (select id from ended))` : sql`true`;
  const others = following.filter(has).map((part) => sql`, ${parts[part](slot[part])}`);
  const query = sql<OutcomeRow>`
    with steps as materialized (
      select * from json_to_recordset(${slot.steps}::json) as step (
        id text, version integer, status text, state json, output json, error text, cause text, end_time timestamptz,
        needs text
      )
    ),
    locked as materialized (
      select execution.id
      from workflow_executions execution
      join steps on steps.id = execution.id and steps.version = execution.version
      where execution.id = any(array(select id from steps))
      order by execution.id
      for no key update of execution
    ),
    ${ended}
    written as (
      update workflow_executions execution
      set version = execution.version + 1, status = steps.status, state = steps.state, output = steps.output,
        error = steps.error, cause = steps.cause, end_time = steps.end_time
      from steps
      join locked on locked.id = steps.id
      where execution.id = steps.id and execution.id = any(array(select id from locked)) and ${isHeld}
      returning execution.id, execution.organization_id, execution.workflow_id
    )
    ${sql.join(others, sql``)}
    select steps.id, locked.id is not null as locked, written.id is not null as written
      ${has('tasks') ? sql`, (select count from noticed) as noticed` : sql``}
    from steps
    left join locked on locked.id = steps.id
    left join written on written.id = steps.id
  `;
  return { compile: () => query.compile(db) };
}

type Statement = (db: Database, values: Record<Slot, string>) => Promise<OutcomeRow[]>;

/** By the parts that they have. */
const statements = new Map<string, Statement>();
const slots = ['steps', 'ends', ...following] as const;

function statementFor(present: readonly Part[]): Statement {
  const key = present.join();
  const known = statements.get(key);
  if (known) return known;
  const statement = prepared<Slot, OutcomeRow>(slots, (db, slot) => build(db, slot, new Set(present)));
  statements.set(key, statement);
  return statement;
}

/** Writes a step each of some executions, by one statement. Those that do not apply change nothing; the others do. */
export async function writeSteps(db: Database, records: readonly StepRecord[]): Promise<Map<string, StepOutcome>> {
  const rowsOfParts: Record<Part, readonly unknown[]> = {
    ends: toEnds(records),
    tasks: toTasks(records),
    cancelled: toCancelled(records),
    timers: toTimers(records),
    cancelledTimers: toCancelledTimers(records),
    events: toEvents(records),
  };
  const present = (Object.keys(rowsOfParts) as Part[]).filter((part) => rowsOfParts[part].length > 0);
  const values = { steps: toStorableJson(toSteps(records)) } as Record<Slot, string>;
  for (const part of present) values[part] = toStorableJson(rowsOfParts[part]);
  const rows = await statementFor(present)(db, values);
  return new Map(
    rows.map(({ id, locked, written }) => [id, written ? 'written' : locked ? 'ended' : 'conflict'] as const),
  );
}
