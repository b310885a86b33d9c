import type { CompletedConfig, DockerParameters, JsonObject } from '@las/contract';
import type { Vault } from '../auth/vault.js';
import type { Database } from '../db/database.js';
import { sealedSecrets } from '../db/secrets.js';
import { secretPurpose } from './secrets.js';

/** A container cannot be given what its configuration names: a sentence for its owner. */
export class ContainerSettingsError extends Error {
  override readonly name = 'ContainerSettingsError';
}

/** What a container gets beside its image; goes into a ContainerTask as it is. */
export interface ContainerSettings {
  environment: Record<string, string>;
  registryLogin: { username: string; password: string } | null;
  /** Whether credentials of the task are to be issued: false where the user has set any of the LAS_ variables. */
  wantsSignIn: boolean;
}

/** One sign-in is of one piece: with one of them from the user, ours for the rest would fit nothing. */
const signInVariables = ['LAS_CLIENT_ID', 'LAS_CLIENT_SECRET', 'LAS_API_KEY', 'LAS_AUTH_ENDPOINT', 'LAS_API_ENDPOINT'];
/** What engines and shells take; a program reads dots and hyphens as well. */
const namePattern = /^[A-Za-z_.-][0-9A-Za-z_.-]*$/;

interface Services {
  db: Database;
  vault: Vault;
}

async function openSecrets(
  { db, vault }: Services,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const sealed = await sealedSecrets(db, organizationId, ids);
  const open = ({ id, data }: { id: string; data: Buffer }): JsonObject =>
    JSON.parse(vault.open(data, secretPurpose(organizationId, id)).toString('utf8'));
  return new Map(sealed.map((secret) => [secret.id, open(secret)]));
}

function requireSecret(secrets: Map<string, JsonObject>, id: string): JsonObject {
  const data = secrets.get(id);
  if (!data) throw new ContainerSettingsError(`The secret ${id} was not found`);
  return data;
}

/** Adds variables to those before; names the place, and never a value. */
function addVariables(environment: Map<string, string>, values: Readonly<JsonObject>, place: string): void {
  for (const [name, value] of Object.entries(values)) {
    if (!namePattern.test(name)) {
      throw new ContainerSettingsError(
        `${place} has the key ${JSON.stringify(name)}, which cannot be the name of an environment variable`,
      );
    }
    const text = String(value);
    if (text.includes('\0')) throw new ContainerSettingsError(`${place} has a NUL character in the value of ${name}`);
    environment.set(name, text);
  }
}

function toLogin(data: JsonObject, secretId: string): { username: string; password: string } {
  const [username, password] = [data.username, data.password].map((value) =>
    value === undefined ? '' : String(value),
  );
  if (!username || !password) {
    throw new ContainerSettingsError(
      `The secret ${secretId} is no login for a registry: it has to have the keys username and password`,
    );
  }
  return { username, password };
}

/**
 * Environment and registry login of a docker transition or a completedConfig, from the secrets as they are now: `environment`,
 * then the secrets in their order, of which later ones win, then what the service says of the task itself.
 *
 * @param own `TRANSITION_ID` and `EXECUTION_ID`, or `WORKFLOW_ID` and `EXECUTION_ID`.
 * @throws ContainerSettingsError for a secret that is gone, a key that is no name of a variable, a login that is none.
 */
export async function assembleContainer(
  services: Services,
  organizationId: string,
  { environment = {}, environmentSecrets = [], secretId }: DockerParameters | CompletedConfig,
  own: Record<string, string>,
): Promise<ContainerSettings> {
  const ids = [...environmentSecrets, ...(secretId === undefined ? [] : [secretId])];
  const secrets = await openSecrets(services, organizationId, ids);
  const variables = new Map<string, string>();
  addVariables(variables, environment, 'environment');
  for (const id of environmentSecrets) addVariables(variables, requireSecret(secrets, id), `The secret ${id}`);
  const wantsSignIn = !signInVariables.some((name) => variables.has(name));
  addVariables(variables, own, 'The service');
  return {
    environment: Object.fromEntries(variables),
    registryLogin: secretId === undefined ? null : toLogin(requireSecret(secrets, secretId), secretId),
    wantsSignIn,
  };
}
