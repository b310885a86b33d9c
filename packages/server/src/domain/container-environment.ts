import type { CompletedConfig, DockerParameters } from '@las/contract';
import type { Vault } from '../auth/vault.js';
import type { Database } from '../db/database.js';

/** What a container gets beside its image; goes into a ContainerTask as it is. */
export interface ContainerSettings {
  environment: Record<string, string>;
  registryLogin: { username: string; password: string } | null;
  /** Whether credentials of the task are to be issued: false where the user has set any of the LAS_ variables. */
  wantsSignIn: boolean;
}

/**
 * Environment and registry login of a docker transition or a completedConfig, from the secrets as they are now.
 *
 * @param own `TRANSITION_ID` and `EXECUTION_ID`, or `WORKFLOW_ID` and `EXECUTION_ID`; they win over the user's.
 * @throws ContainerSettingsError with a sentence for a person: a secret that is gone, a key that is no name of a variable.
 */
export declare function assembleContainer(
  services: { db: Database; vault: Vault },
  organizationId: string,
  config: DockerParameters | CompletedConfig,
  own: Record<string, string>,
): Promise<ContainerSettings>;
