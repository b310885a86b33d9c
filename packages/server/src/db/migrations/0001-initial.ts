import { type Kysely, sql } from 'kysely';

/**
 * The first schema. Every table of a resource has `seq` for keyset pages and `organization_id` on every row; ids are the
 * API's own. Foreign keys cascade only where the API deletes the one with the other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    create table organizations (
      id text primary key,
      name text not null,
      created_time timestamptz not null default now()
    );

    create table signing_keys (
      kid text primary key,
      private_key bytea not null,
      created_time timestamptz not null default now(),
      retired_time timestamptz
    );

    create table app_clients (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      name text,
      description text,
      client_id text not null unique,
      client_secret_hash bytea,
      api_key_hash bytea not null unique,
      api_key bytea not null,
      callback_urls jsonb not null default '[]',
      login_urls jsonb not null default '[]',
      logout_urls jsonb not null default '[]',
      default_login_url text,
      created_time timestamptz not null default now()
    );
    create index app_clients_page on app_clients (organization_id, seq);

    create table blobs (
      hash text primary key,
      size bigint not null,
      uses integer not null
    );

    create table assets (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      name text,
      description text,
      blob_hash text not null references blobs,
      created_time timestamptz not null default now()
    );
    create index assets_page on assets (organization_id, seq);

    create table batches (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      name text,
      description text,
      contains_personally_identifiable_information boolean not null,
      retention_in_days integer not null,
      storage_location text not null,
      created_time timestamptz not null default now()
    );
    create index batches_page on batches (organization_id, seq);

    create table documents (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      batch_id text references batches,
      consent_id text,
      content_type text not null,
      blob_hash text not null references blobs,
      ground_truth jsonb,
      created_time timestamptz not null default now(),
      updated_time timestamptz not null default now()
    );
    create index documents_page on documents (organization_id, seq);
    create index documents_batch on documents (batch_id, seq);
    create index documents_consent on documents (organization_id, consent_id, seq) where consent_id is not null;
    create index documents_blob on documents (blob_hash);

    create table readings (
      blob_hash text not null references blobs on delete cascade,
      variant text not null,
      max_pages integer not null,
      page_count integer,
      reading jsonb,
      failure jsonb,
      created_time timestamptz not null default now(),
      primary key (blob_hash, variant, max_pages)
    );

    create table models (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      name text,
      description text,
      width integer not null,
      height integer not null,
      field_config json not null, -- json keeps the order of the fields
      preprocess_config jsonb not null,
      disabled_time timestamptz,
      serving_training_id text,
      created_time timestamptz not null default now(),
      updated_time timestamptz not null default now()
    );
    create index models_page on models (organization_id, seq);

    create table trainings (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      model_id text not null references models on delete cascade,
      name text,
      status text not null,
      progress double precision not null default 0,
      activity text,
      message text,
      batch_ids jsonb,
      report json,
      model bytea,
      run_id text,
      created_time timestamptz not null default now(),
      start_time timestamptz,
      end_time timestamptz
    );
    create index trainings_page on trainings (model_id, seq);
    create unique index trainings_one_at_a_time on trainings (model_id) where status in ('queued', 'running');

    create table predictions (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      document_id text not null references documents on delete cascade,
      model_id text not null references models on delete cascade,
      training_id text not null,
      inference_time double precision not null,
      fields jsonb not null,
      created_time timestamptz not null default now()
    );
    create index predictions_page on predictions (organization_id, seq);
    create index predictions_document on predictions (document_id);
    create index predictions_model on predictions (model_id);

    create table secrets (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      name text,
      description text,
      data bytea not null,
      created_time timestamptz not null default now()
    );
    create index secrets_page on secrets (organization_id, seq);

    create table transitions (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      transition_type text not null,
      name text,
      description text,
      parameters jsonb not null,
      input_json_schema json, -- json keeps schemas and definitions as they were given
      output_json_schema json,
      created_time timestamptz not null default now()
    );
    create index transitions_page on transitions (organization_id, seq);

    create table users (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      app_client_id text references app_clients on delete set null,
      email text not null,
      name text,
      avatar text,
      created_time timestamptz not null default now()
    );
    create index users_page on users (organization_id, seq);
    create unique index users_email on users (organization_id, lower(email));

    create table workflows (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      name text,
      description text,
      specification json not null,
      transition_ids text[] not null,
      error_config jsonb,
      completed_config jsonb,
      created_time timestamptz not null default now()
    );
    create index workflows_page on workflows (organization_id, seq);
    create index workflows_transitions on workflows using gin (transition_ids);

    create table logs (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      workflow_id text,
      workflow_execution_id text,
      transition_id text not null,
      transition_execution_id text,
      start_time timestamptz not null default now(),
      events jsonb not null default '[]'
    );
    create index logs_page on logs (organization_id, seq);
    create index logs_workflow on logs (workflow_id, seq);
    create index logs_workflow_execution on logs (workflow_execution_id, seq);
    create index logs_transition on logs (transition_id, seq);
    create index logs_transition_execution on logs (transition_execution_id, seq);

    create table mails (
      seq bigint generated always as identity unique,
      id text primary key,
      organization_id text not null references organizations on delete cascade,
      recipient text not null,
      subject text not null,
      body text not null,
      status text not null,
      attempts integer not null default 0,
      created_time timestamptz not null default now()
    );
    create index mails_page on mails (organization_id, seq);

    create table idempotency_keys (
      organization_id text not null references organizations on delete cascade,
      key text not null,
      request_hash bytea not null,
      answer bytea,
      created_time timestamptz not null default now(),
      primary key (organization_id, key)
    );
    create index idempotency_keys_age on idempotency_keys (created_time);

    create table usage_counters (
      organization_id text not null references organizations on delete cascade,
      resource text not null,
      month date not null,
      created integer not null,
      primary key (organization_id, resource, month)
    );
  `)
    .execute(db);
}
