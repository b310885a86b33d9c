import { MissingCredentials } from '../errors.js';
import { nodeModule } from '../node-modules.js';
import { readIniSection } from './ini.js';

/** The values that make a set of credentials. */
export interface CredentialValues {
  clientId: string;
  clientSecret: string;
  apiKey: string;
  authEndpoint: string;
  apiEndpoint: string;
  /** PEM text of the authorities to trust at the endpoints, if not the platform's. */
  ca?: string | undefined;
}

const keys = {
  clientId: 'client_id',
  clientSecret: 'client_secret',
  apiKey: 'api_key',
  authEndpoint: 'auth_endpoint',
  apiEndpoint: 'api_endpoint',
} as const satisfies Record<Exclude<keyof CredentialValues, 'ca'>, string>;

function pick(place: string, read: (key: string) => string | undefined): CredentialValues {
  const found = Object.entries(keys).map(([name, key]) => [name, key, read(key)] as const);
  const missing = found.filter(([, , value]) => !value).map(([, key]) => key);
  if (missing.length > 0) throw new MissingCredentials(`${place}: ${missing.join(', ')} missing`);
  return Object.fromEntries(found.map(([name, , value]) => [name, value])) as unknown as CredentialValues;
}

/** From the variables `LAS_CLIENT_ID`, `LAS_CLIENT_SECRET`, `LAS_API_KEY`, `LAS_AUTH_ENDPOINT`, `LAS_API_ENDPOINT`. */
export function valuesFromEnvironment(): CredentialValues {
  const environment = typeof process === 'object' ? process.env : undefined;
  return pick('Environment variables LAS_…', (key) => environment?.[`LAS_${key.toUpperCase()}`]);
}

function defaultPath(): string | undefined {
  const home = nodeModule('node:os')?.homedir();
  return home && nodeModule('node:path')?.join(home, '.lucidtech', 'credentials.cfg');
}

/** From a section of a credentials file, `~/.lucidtech/credentials.cfg` unless another is named. */
export function valuesFromFile(path = defaultPath(), profile = 'default'): CredentialValues {
  const fs = nodeModule('node:fs');
  if (!fs || path === undefined) throw new MissingCredentials('There is no file system to find credentials in');
  const read = (file: string) => {
    try {
      return fs.readFileSync(file, 'utf8');
    } catch (error) {
      throw new MissingCredentials(`${file} cannot be read`, { cause: error });
    }
  };
  const section = readIniSection(read(path), profile);
  if (!section) throw new MissingCredentials(`${path} has no section [${profile}]`);
  const values = pick(`${path}, section [${profile}]`, (key) => section[key]);
  return section.ca_file ? { ...values, ca: read(fromFolderOf(path, section.ca_file)) } : values;
}

/** A path that is relative to the file which names it. */
function fromFolderOf(file: string, path: string): string {
  const { resolve, dirname } = nodeModule('node:path') ?? {};
  return resolve && dirname ? resolve(dirname(file), path) : path;
}

/** The environment, then the file's section `[default]`. */
export function findValues(): CredentialValues {
  const attempts: string[] = [];
  for (const find of [valuesFromEnvironment, valuesFromFile]) {
    try {
      return find();
    } catch (error) {
      if (!(error instanceof MissingCredentials)) throw error;
      attempts.push(error.message);
    }
  }
  throw new MissingCredentials(attempts.join('; '));
}
