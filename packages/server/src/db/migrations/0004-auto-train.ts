import { type Kysely, sql } from 'kysely';

/** What trainings were made of, so that corrections can be counted and versions compared; trainings that start by themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`
    alter table documents add column truth_time timestamptz; -- when its ground truth changed last
    update documents set truth_time = updated_time where ground_truth is not null;
    create index documents_truth on documents (organization_id, truth_time) where truth_time is not null;

    alter table models add column auto_train jsonb, add column auto_train_message text;
    create index models_auto_train on models (id) where auto_train is not null;

    alter table trainings
      add column automatic boolean not null default false,
      add column field_config json,
      add column listed_time timestamptz, -- when its documents were listed
      add column listed_count integer;

    -- Kept for the version that serves and for the last training of a model.
    create table training_documents (
      training_id text not null references trainings on delete cascade,
      document_id text not null references documents on delete cascade,
      truth jsonb not null, -- values by label
      answers jsonb, -- value and confidence by label, by models that have not seen the document
      problems jsonb, -- label problems with their ranks
      primary key (training_id, document_id)
    );
    create index training_documents_document on training_documents (document_id);
  `)
    .execute(db);
}
