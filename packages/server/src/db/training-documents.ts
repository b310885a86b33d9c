import type { ContentType } from '@las/contract';
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { HeldOutAnswers, StoredProblem, Truth } from './schema.js';

/** A document to train on, with its ground truth for the labels asked for. */
export interface TrainingDocumentRow {
  id: string;
  blobHash: string;
  contentType: ContentType;
  truth: Truth;
}

/** Which documents a training is made of: those with a value for one of the labels, of some batches or of all. */
export interface TrainingSelection {
  organizationId: string;
  labels: readonly string[];
  batchIds: readonly string[] | null;
}

/** By label, null without any of them; of a label that is given more than once, the first value counts. */
const truthOf = (labels: readonly string[]) => sql<Truth | null>`(
  select jsonb_object_agg(item ->> 'label', item -> 'value' order by position desc)
  from jsonb_array_elements(ground_truth) with ordinality as entry (item, position)
  where item ->> 'label' = any(${[...labels]}::text[])
)`;

const inBatches = (batchIds: readonly string[] | null) =>
  sql<boolean>`(${batchIds && [...batchIds]}::text[] is null or batch_id = any(${batchIds && [...batchIds]}))`;

/** The documents of a selection, oldest first. */
export async function listTrainingDocuments(
  db: Database,
  { organizationId, labels, batchIds }: TrainingSelection,
): Promise<TrainingDocumentRow[]> {
  const { rows } = await sql<TrainingDocumentRow>`
    select id, blob_hash as "blobHash", content_type as "contentType", truth
    from documents
    cross join lateral (select ${truthOf(labels)} as truth) as of_labels
    where organization_id = ${organizationId}
      and ground_truth is not null
      and truth is not null
      and ${inBatches(batchIds)}
    order by seq
  `.execute(db);
  return rows;
}

/** Keeps what a training is made of, in the place of what an earlier run of it was. Documents that are gone are left out. */
export async function keepTrainingDocuments(
  trx: Database,
  trainingId: string,
  documents: readonly Pick<TrainingDocumentRow, 'id' | 'truth'>[],
): Promise<void> {
  const kept = JSON.stringify(documents.map(({ id, truth }) => ({ id, truth })));
  await trx.deleteFrom('training_documents').where('training_id', '=', trainingId).execute();
  await sql`
    insert into training_documents (training_id, document_id, truth)
    select ${trainingId}, documents.id, given.truth
    from jsonb_to_recordset(${kept}::jsonb) as given (id text, truth jsonb)
    join documents on documents.id = given.id
    order by documents.seq
    for key share of documents
  `.execute(trx);
}

/** What a training found out about its documents. */
export interface DocumentFindings {
  id: string;
  answers: HeldOutAnswers;
  problems: StoredProblem[] | null;
}

export async function keepFindings(
  trx: Database,
  trainingId: string,
  findings: readonly DocumentFindings[],
): Promise<void> {
  await sql`
    update training_documents set answers = found.answers, problems = nullif(found.problems, 'null'::jsonb)
    from jsonb_to_recordset(${JSON.stringify(findings)}::jsonb) as found (id text, answers jsonb, problems jsonb)
    where training_id = ${trainingId} and document_id = found.id
  `.execute(trx);
}

/** Removes what is kept of a model's trainings but for the version that serves and the last one. */
export async function removeOldTrainingDocuments(trx: Database, modelId: string, lastId: string): Promise<void> {
  await sql`
    delete from training_documents using trainings
    where trainings.id = training_documents.training_id
      and trainings.model_id = ${modelId}
      and trainings.id <> ${lastId}
      and not exists (select from models where models.serving_training_id = trainings.id)
  `.execute(trx);
}

/** A document as a training saw it. */
export interface TrainedDocument {
  id: string;
  truth: Truth;
  answers: HeldOutAnswers | null;
}

export function listTrainedDocuments(db: Database, trainingId: string): Promise<TrainedDocument[]> {
  return db
    .selectFrom('training_documents')
    .select(['document_id as id', 'truth', 'answers'])
    .where('training_id', '=', trainingId)
    .execute();
}

/** The label problems of a training whose documents are still there, worst first. */
export async function listLabelProblems(
  db: Database,
  trainingId: string,
): Promise<(Omit<StoredProblem, 'rank'> & { documentId: string })[]> {
  const rows = await db
    .selectFrom('training_documents')
    .select(['document_id as documentId', 'problems'])
    .where('training_id', '=', trainingId)
    .where('problems', 'is not', null)
    .execute();
  return rows
    .flatMap(({ documentId, problems }) => (problems ?? []).map((problem) => ({ documentId, ...problem })))
    .sort((one, other) => one.rank - other.rank)
    .map(({ rank, ...problem }) => problem);
}

/** What has changed since a training. */
export interface DocumentChanges {
  /** Documents of the selection whose truth is new or another, and those that have left it. */
  corrected: number;
  /** Documents of the training that were deleted. */
  removed: number;
}

/** Without a training, everything is new. `since` bounds what is looked at: nothing earlier can have changed. */
export async function countChanges(
  db: Database,
  { organizationId, labels, batchIds }: TrainingSelection,
  last: { id: string; since: Date; listedCount: number } | null,
): Promise<DocumentChanges> {
  const { rows } = await sql<{ corrected: string; kept: string }>`
    select
      (
        select count(*)
        from documents
        left join training_documents as seen
          on seen.document_id = documents.id and seen.training_id = ${last?.id ?? null}::text
        where organization_id = ${organizationId}
          and truth_time >= ${last?.since ?? new Date(0)}
          and case when ${inBatches(batchIds)} then ${truthOf(labels)} end is distinct from (
            select jsonb_object_agg(key, value) from jsonb_each(seen.truth) where key = any(${[...labels]}::text[])
          )
      ) as corrected,
      (select count(*) from training_documents where training_id = ${last?.id ?? null}::text) as kept
  `.execute(db);
  const { corrected, kept } = rows[0] ?? { corrected: 0, kept: 0 };
  return { corrected: Number(corrected), removed: Math.max(0, (last?.listedCount ?? 0) - Number(kept)) };
}

/** Which of these batches the organization has. */
export async function findBatchIds(db: Database, organizationId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('batches')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', 'in', ids)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
