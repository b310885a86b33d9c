import type { PredictedField, Prediction } from '@las/contract';
import { type Selectable, sql } from 'kysely';
import type { Database } from './database.js';
import { type Keyset, type Page, selectPage } from './paging.js';
import type { PredictionTable } from './schema.js';

export type PredictionSummaryRow = Omit<Selectable<PredictionTable>, 'fields'> & {
  predictions: Prediction['predictions'];
};
export type PredictionRow = PredictionSummaryRow & { fields: PredictedField[] };

/** The fields without words, places and alternatives. */
const predictions = sql<Prediction['predictions']>`coalesce((
  select jsonb_agg(
    jsonb_build_object('label', field -> 'label', 'value', field -> 'value', 'confidence', field -> 'confidence')
    order by position
  )
  from jsonb_array_elements(fields) with ordinality as entry (field, position)
), '[]')`;

const summaryColumns = [
  'seq',
  'id',
  'organization_id',
  'document_id',
  'model_id',
  'training_id',
  'inference_time',
  'created_time',
] as const;

function select(db: Database, organizationId: string) {
  return db
    .selectFrom('predictions')
    .select(summaryColumns)
    .select(predictions.as('predictions'))
    .where('organization_id', '=', organizationId);
}

export interface NewPrediction {
  id: string;
  organization_id: string;
  document_id: string;
  model_id: string;
  training_id: string;
  inference_time: number;
  fields: string;
}

export async function insertPrediction(db: Database, prediction: NewPrediction): Promise<PredictionSummaryRow> {
  return db
    .insertInto('predictions')
    .values(prediction)
    .returning(summaryColumns)
    .returning(predictions.as('predictions'))
    .executeTakeFirstOrThrow();
}

export function findPrediction(db: Database, organizationId: string, id: string): Promise<PredictionRow | undefined> {
  return select(db, organizationId).select('fields').where('id', '=', id).executeTakeFirst();
}

export function pageOfPredictions(
  db: Database,
  organizationId: string,
  keyset: Keyset,
): Promise<Page<PredictionSummaryRow>> {
  return selectPage(select(db, organizationId), keyset);
}

/** Whether the row is there; it then stays until the transaction ends. */
export async function holdRow(
  db: Database,
  table: 'documents' | 'models',
  ids: { organizationId: string; id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select('id')
    .where('organization_id', '=', ids.organizationId)
    .where('id', '=', ids.id)
    .forKeyShare()
    .executeTakeFirst();
  return row !== undefined;
}
