import { type Kysely, sql } from 'kysely';

/**
 * Executions of workflows and transitions. An execution is one row, advanced by one statement a step: `version` counts the
 * steps, so that of two steps from the same state one changes nothing. `json`, not `jsonb`: nothing looks inside, and data
 * keep the order of their keys.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table workflow_executions (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      workflow_id text not null references workflows on delete cascade,
      status text not null,
      input json not null,
      output json,
      error text,
      cause text,
      state json not null,
      version integer not null,
      log_id text,
      start_time timestamptz not null,
      end_time timestamptz,
      created_time timestamptz not null default now()
    ) with (fillfactor = 40, toast_tuple_target = 8160);
    -- A step replaces the state: that stays in the row and on its page, without an index to touch or bytes to compress.
    alter table workflow_executions alter column state set storage external;
    create index workflow_executions_page on workflow_executions (workflow_id, seq);
    create index workflow_executions_started on workflow_executions (workflow_id, start_time, seq);
    create index workflow_executions_ended on workflow_executions (workflow_id, coalesce(end_time, 'infinity'), seq);

    create table workflow_execution_events (
      execution_id text not null references workflow_executions on delete cascade,
      first_number integer not null,
      events json not null,
      primary key (execution_id, first_number)
    );

    create table workflow_timers (
      execution_id text not null references workflow_executions on delete cascade,
      timer_id text not null,
      due_time timestamptz not null,
      primary key (execution_id, timer_id)
    );
    create index workflow_timers_due on workflow_timers (due_time);

    -- Every task of every step is a row here that changes once or twice: no more indexes and references than are asked for.
    create table transition_executions (
      seq bigint generated always as identity,
      id text primary key,
      organization_id text not null,
      transition_id text not null,
      workflow_id text not null,
      workflow_execution_id text not null references workflow_executions on delete cascade,
      task_id text not null,
      state_name text not null,
      kind text not null, -- manual, docker or built-in
      phase text not null, -- waiting, held or ended
      status text not null,
      input json not null,
      output json,
      error text,
      cause text,
      attempt integer not null,
      holder text, -- who has it: an app client, or a worker of the service
      heartbeat_seconds double precision,
      queued_time timestamptz not null, -- the place in the queue, kept when it is put back
      start_time timestamptz,
      heartbeat_time timestamptz,
      end_time timestamptz,
      completed_by text,
      log_id text,
      created_time timestamptz not null default now()
    );
    create index transition_executions_page on transition_executions (organization_id, transition_id, seq);
    create index transition_executions_workflow on transition_executions (workflow_execution_id, seq);
    create index transition_executions_waiting on transition_executions (transition_id, queued_time, seq) where phase = 'waiting';
    create index transition_executions_work on transition_executions (kind, queued_time, seq) where phase = 'waiting' and kind <> 'manual';
    create index transition_executions_held on transition_executions (heartbeat_time) where phase = 'held';
    create index transition_executions_done on transition_executions (transition_id, end_time) where phase = 'ended' and kind = 'manual';

    -- What the container of a docker transition signs in with; it goes when the task ends.
    create table task_credentials (
      client_id text primary key,
      organization_id text not null references organizations on delete cascade,
      transition_execution_id text not null unique references transition_executions on delete cascade,
      client_secret_hash bytea not null,
      api_key_hash bytea not null,
      created_time timestamptz not null default now()
    );
  `)
    .execute(db);
}
