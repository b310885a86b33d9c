import type { CryptoKey, JWK_EC_Private } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { Database } from '../db/database.js';
import {
  deleteSigningKeysRetiredFor,
  insertSigningKey,
  lockSigningKeys,
  retireSigningKeys,
  selectSigningKeys,
} from '../db/signing-keys.js';
import { accessToken } from './access-token.js';
import type { Vault } from './vault.js';

/** The operator's mistake: another master key than the one that the database was made with. */
export class WrongMasterKeyError extends Error {
  override readonly name = 'WrongMasterKeyError';
}

/** The keys at one moment. */
export interface KeySet {
  /** Private keys, the one that signs first; the others only verify. */
  jwks: readonly [SigningKey, ...SigningKey[]];
  publicKeys: ReadonlyMap<string, CryptoKey>;
}

export type SigningKey = JWK_EC_Private & { kid: string };

export interface SigningKeys {
  /** As last read; a new object whenever the keys have changed. */
  current(): KeySet;
  /** The key of that id. When it is unknown the keys are read again, at most once a second. */
  find(kid: string): Promise<CryptoKey | undefined>;
  close(): void;
}

/** So long after a rotation the last server has noticed it and the last token of the old key has died. */
const retiredKeySeconds = 2 * (accessToken.lifetimeSeconds + accessToken.leewaySeconds);
const kidPattern = /^[\w-]{43}$/;
const purposeOf = (kid: string) => `signing-key:${kid}`;

async function newKey(vault: Vault): Promise<{ kid: string; private_key: Buffer }> {
  const pair = await generateKeyPair(accessToken.algorithm, { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const whole = JSON.stringify({ ...jwk, kid, alg: accessToken.algorithm, use: 'sig' });
  return { kid, private_key: vault.seal(whole, purposeOf(kid)) };
}

/** Makes a new key that signs from now on, and retires the ones before it. Running servers notice within a minute. */
export async function rotateSigningKey(db: Database, vault: Vault): Promise<{ kid: string }> {
  const key = await newKey(vault);
  await db.transaction().execute(async (trx) => {
    await lockSigningKeys(trx);
    await retireSigningKeys(trx);
    await deleteSigningKeysRetiredFor(trx, retiredKeySeconds);
    await insertSigningKey(trx, key);
  });
  return { kid: key.kid };
}

async function makeFirstKey(db: Database, vault: Vault): Promise<void> {
  const key = await newKey(vault);
  await db.transaction().execute(async (trx) => {
    await lockSigningKeys(trx);
    if ((await selectSigningKeys(trx)).length === 0) await insertSigningKey(trx, key);
  });
}

function open(vault: Vault, row: { kid: string; private_key: Buffer }): SigningKey {
  try {
    return JSON.parse(vault.open(row.private_key, purposeOf(row.kid)).toString('utf8')) as SigningKey;
  } catch (cause) {
    throw new WrongMasterKeyError(
      'The signing keys do not open: the master key is not the one that this database was made with.',
      {
        cause,
      },
    );
  }
}

async function readKeys(db: Database, vault: Vault): Promise<KeySet | undefined> {
  const [first, ...others] = (await selectSigningKeys(db)).map((row) => open(vault, row));
  if (!first) return undefined;
  const jwks = [first, ...others] as const;
  const publicKeys = new Map<string, CryptoKey>();
  for (const { d: _, ...publicJwk } of jwks) {
    const key = await importJWK({ ...publicJwk, key_ops: ['verify'] }, accessToken.algorithm);
    if (!(key instanceof Uint8Array)) publicKeys.set(publicJwk.kid, key);
  }
  return { jwks: [...jwks], publicKeys };
}

async function firstKeys(db: Database, vault: Vault): Promise<KeySet> {
  const keys = await readKeys(db, vault);
  if (keys) return keys;
  await makeFirstKey(db, vault);
  const made = await readKeys(db, vault);
  if (!made) throw new Error('The signing key that was just made is gone.');
  return made;
}

const kidsOf = (keys: KeySet) => keys.jwks.map((jwk) => jwk.kid).join();

/** Reads the keys, making the first one where there is none, and keeps them up to date until closed. */
export async function openSigningKeys(options: {
  db: Database;
  vault: Vault;
  /** Is told when the keys could not be read again; the ones known serve on. */
  onError(error: unknown): void;
  reloadMilliseconds?: number;
  now?: () => number;
}): Promise<SigningKeys> {
  const { db, vault, onError, reloadMilliseconds = 30_000, now = Date.now } = options;
  let keys = await firstKeys(db, vault);
  let readAt = now();
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    readAt = now();
    const fresh = await readKeys(db, vault);
    if (fresh && kidsOf(fresh) !== kidsOf(keys)) keys = fresh;
  }
  function reload(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  const timer = setInterval(() => void reload().catch(onError), reloadMilliseconds);
  timer.unref();
  return {
    current: () => keys,
    async find(kid) {
      const known = keys.publicKeys.get(kid);
      if (known || !kidPattern.test(kid)) return known;
      if (reading || now() - readAt >= 1000) await reload();
      return keys.publicKeys.get(kid);
    },
    close: () => clearInterval(timer),
  };
}
