import type { ContentType } from '@las/contract';
import type { Reading } from '@las/reader';
import { sql } from 'kysely';
import type { Database } from './database.js';
import type { ReadingFailure } from './schema.js';

/** Identifies one way to read a blob. */
export interface ReadingKey {
  blobHash: string;
  variant: string;
  maxPages: number;
}

export type StoredReading = { reading: Reading; failure: null } | { reading: null; failure: ReadingFailure };

/**
 * A reading that answers for this key: one of as many pages or of the whole file, or a failure with as many pages or
 * fewer.
 */
export async function findReading(db: Database, key: ReadingKey): Promise<StoredReading | undefined> {
  const row = await db
    .selectFrom('readings')
    .select(['reading', 'failure'])
    .where('blob_hash', '=', key.blobHash)
    .where('variant', '=', key.variant)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('page_count', 'is not', null),
          eb.or([eb('max_pages', '>=', key.maxPages), eb('max_pages', '>=', eb.ref('page_count'))]),
        ]),
        eb.and([eb('page_count', 'is', null), eb('max_pages', '<=', key.maxPages)]),
      ]),
    )
    .orderBy('max_pages')
    .limit(1)
    .executeTakeFirst();
  return row as StoredReading | undefined;
}

/** Nothing is stored when the last document with these bytes went meanwhile. */
export async function insertReading(db: Database, key: ReadingKey, stored: StoredReading): Promise<void> {
  const { reading, failure } = stored;
  await sql`
    insert into readings (blob_hash, variant, max_pages, page_count, reading, failure)
    select hash, ${key.variant}::text, ${key.maxPages}::integer, ${reading?.pageCount ?? null}::integer,
      ${reading && JSON.stringify(reading)}::jsonb, ${failure && JSON.stringify(failure)}::jsonb
    from blobs where hash = ${key.blobHash}
    for key share
    on conflict do nothing
  `.execute(db);
}

/** Removes what other versions of the reader left. */
export async function deleteOutdatedReadings(db: Database, versionPrefix: string): Promise<void> {
  await db.deleteFrom('readings').where(sql<boolean>`not starts_with(variant, ${versionPrefix})`).execute();
}

/** Where a document's bytes are and what they are. */
export interface DocumentSource {
  blobHash: string;
  contentType: ContentType;
  /** Whose it is. */
  organizationId: string;
}

export async function findDocumentSource(
  db: Database,
  organizationId: string,
  documentId: string,
): Promise<DocumentSource | undefined> {
  return (await db
    .selectFrom('documents')
    .select(['blob_hash as blobHash', 'content_type as contentType', 'organization_id as organizationId'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', documentId)
    .executeTakeFirst()) as DocumentSource | undefined;
}
