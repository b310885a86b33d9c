import type { Scope } from '@las/contract';

/** Who makes a call: an app client of an organization, or the container of a task. */
export interface Caller {
  organizationId: string;
  /** Of a task: the id of its transition execution. */
  appClientId: string;
  clientId: string;
  scopes: ReadonlySet<Scope>;
  /** Set for the container of a task: the only transition execution that it may see and end. */
  taskExecutionId?: string;
}
