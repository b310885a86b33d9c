import { type Quota, type QuotaResource, quotaResources } from '@las/contract';
import type { DatabaseTransaction } from '../db/database.js';
import { chargeMonth, countRows, lockQuota } from '../db/quotas.js';
import { limitExceeded } from './api-error.js';

export type QuotaTable = Partial<Record<QuotaResource, Quota>>;

/** Limits on what an organization may create in a month and hold in all. */
export interface Quotas {
  /** Counts one creation. @throws ApiError `limitExceeded`, and then the transaction is rolled back. */
  charge(trx: DatabaseTransaction, organizationId: string, resource: QuotaResource): Promise<void>;
}

export function createQuotas(table: QuotaTable): Quotas {
  return {
    async charge(trx, organizationId, resource) {
      const quota = table[resource];
      if (!quota) return;
      if (quota.inAll !== null) {
        await lockQuota(trx, organizationId, resource);
        if ((await countRows(trx, organizationId, resource)) >= quota.inAll) throw limitExceeded();
      }
      if (quota.perMonth !== null && (await chargeMonth(trx, organizationId, resource)) > quota.perMonth) {
        throw limitExceeded();
      }
    },
  };
}

/** Reads a table of quotas as an operator writes it. @throws Error that names what is wrong. */
export function parseQuotaTable(json: string): QuotaTable {
  const table: unknown = JSON.parse(json);
  if (typeof table !== 'object' || table === null) throw new Error('quotas have to be a JSON object');
  for (const [resource, quota] of Object.entries(table)) {
    if (!quotaResources.includes(resource as QuotaResource)) {
      throw new Error(`${resource} is no resource with quotas: ${quotaResources.join(', ')}`);
    }
    for (const key of ['perMonth', 'inAll']) {
      const limit: unknown = quota?.[key];
      if (limit !== null && !(Number.isInteger(limit) && Number(limit) >= 0)) {
        throw new Error(`${resource}.${key} has to be a whole number or null`);
      }
    }
  }
  return table as QuotaTable;
}
