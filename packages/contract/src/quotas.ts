/** What an organization may create and hold of one resource; null is no limit. */
export interface Quota {
  perMonth: number | null;
  inAll: number | null;
}

export const quotaResources = [
  'appClient',
  'asset',
  'batch',
  'document',
  'model',
  'prediction',
  'secret',
  'training',
  'transition',
  'transitionExecution',
  'user',
  'workflow',
  'workflowExecution',
] as const;
export type QuotaResource = (typeof quotaResources)[number];

/** The table that the hosted API published in 2021. */
export const publishedQuotas: Readonly<Record<QuotaResource, Quota>> = {
  appClient: { perMonth: null, inAll: 3 },
  asset: { perMonth: null, inAll: 50 },
  batch: { perMonth: null, inAll: 100 },
  document: { perMonth: 1000, inAll: null },
  model: { perMonth: null, inAll: 3 },
  prediction: { perMonth: 1000, inAll: null },
  secret: { perMonth: null, inAll: 5 },
  training: { perMonth: null, inAll: null },
  transition: { perMonth: null, inAll: 10 },
  transitionExecution: { perMonth: 5000, inAll: null },
  user: { perMonth: null, inAll: 50 },
  workflow: { perMonth: null, inAll: 5 },
  workflowExecution: { perMonth: 500, inAll: null },
};
