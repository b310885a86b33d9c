import type { DatabaseTransaction } from '../db/database.js';
import { holdRows, type ReferredTable } from '../db/references.js';
import { badRequest } from './api-error.js';

/** An id in a body that refers to something else of the organization. */
export interface Reference {
  /** Where it stands, such as `body.parameters.secretId`. */
  field: string;
  id: string;
}

/** Checks that all are there, and keeps them from being deleted until the transaction ends. @throws ApiError naming the field. */
export async function requireReferences(
  trx: DatabaseTransaction,
  organizationId: string,
  table: ReferredTable,
  references: readonly Reference[],
): Promise<void> {
  if (references.length === 0) return;
  const ids = references.map((reference) => reference.id);
  const held = await holdRows(trx, table, organizationId, ids);
  const missing = references.find((reference) => !held.has(reference.id));
  if (missing) throw badRequest(`${missing.field} names ${missing.id}, which was not found`);
}

/** The end of a sentence that says by what something is used: a few ids, and how many more there are. */
export function nameUsers(ids: readonly string[]): string {
  const shown = ids.slice(0, 5).join(', ');
  return ids.length > 5 ? `${shown} and ${ids.length - 5} more` : shown;
}
