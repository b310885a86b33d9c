import type { Scope } from '@las/contract';

/** Who makes a call: an app client of an organization. */
export interface Caller {
  organizationId: string;
  appClientId: string;
  clientId: string;
  scopes: ReadonlySet<Scope>;
  /** Set where the caller is the program in a container of a docker transition: the execution that it may end. */
  taskExecutionId?: string;
}
