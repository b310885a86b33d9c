import type { ContentType } from '@las/contract';
import { sql } from 'kysely';
import type { Database } from './database.js';

/** A document to train on, with its ground truth for the labels asked for. */
export interface TrainingDocumentRow {
  id: string;
  blobHash: string;
  contentType: ContentType;
  groundTruth: { label: string; value: string | boolean | null }[];
}

/** The documents of an organization that have ground truth for one of the labels, oldest first. */
export async function listTrainingDocuments(
  db: Database,
  organizationId: string,
  filter: { labels: readonly string[]; batchIds: readonly string[] | null },
): Promise<TrainingDocumentRow[]> {
  const { rows } = await sql<TrainingDocumentRow>`
    select id, blob_hash as "blobHash", content_type as "contentType", truth.items as "groundTruth"
    from documents
    cross join lateral (
      select jsonb_agg(item order by position) as items
      from jsonb_array_elements(ground_truth) with ordinality as entry (item, position)
      where item ->> 'label' = any(${filter.labels})
    ) as truth
    where organization_id = ${organizationId}
      and ground_truth is not null
      and truth.items is not null
      and (${filter.batchIds}::text[] is null or batch_id = any(${filter.batchIds}))
    order by seq
  `.execute(db);
  return rows;
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
