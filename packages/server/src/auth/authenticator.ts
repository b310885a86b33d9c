import type { IncomingHttpHeaders } from 'node:http';
import { allScopes, exactMessages, type Scope } from '@las/contract';
import { type CryptoKey, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { ApiError } from '../domain/api-error.js';
import type { Caller } from '../domain/caller.js';
import { isTaskClientId, matchesHash } from '../domain/client-credentials.js';
import { taskScopes } from '../domain/task-permissions.js';
import { accessToken } from './access-token.js';
import type { AppClientDirectory, KnownAppClient } from './app-client-directory.js';
import { createExpiringCache } from './expiring-cache.js';
import type { KeySet, SigningKeys } from './signing-keys.js';

/** Tells who makes a call from its headers. */
export interface Authenticator {
  /** @throws ApiError `unauthorized` or `invalidApiKey`. */
  authenticate(headers: IncomingHttpHeaders): Promise<Caller>;
}

export interface AuthenticatorOptions {
  clients: AppClientDirectory;
  keys: SigningKeys;
  /** The same as sign-in's. */
  issuer(): string;
  /** Whether calls need `x-api-key` beside the token. */
  requireApiKey: boolean;
  now?: () => number;
}

/** Ours are about 1000 characters long. */
const maxTokenLength = 8192;
const knownScopes = new Map<string, Scope>(allScopes.map((scope) => [scope, scope]));

function unauthorized(message: string, challenge = 'Bearer error="invalid_token"'): ApiError {
  return new ApiError('unauthorized', message, { 'www-authenticate': challenge });
}

const invalid = () => unauthorized('The access token is not valid');

function bearerToken(header: string | undefined): string {
  if (header === undefined) {
    throw unauthorized('The request needs an access token in its header "Authorization: Bearer …"', 'Bearer');
  }
  if (header.length > maxTokenLength) throw invalid();
  const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(header)?.[1];
  if (token === undefined)
    throw unauthorized('The header Authorization has to be "Bearer" and an access token', 'Bearer');
  return token;
}

function keyId(token: string): string {
  try {
    const { kid, alg } = decodeProtectedHeader(token);
    if (typeof kid === 'string' && alg === accessToken.algorithm) return kid;
  } catch {
    // Whatever it is that does not decode, it is no token of ours.
  }
  throw invalid();
}

function parseScopes(text: unknown): ReadonlySet<Scope> {
  const scopes = new Set<Scope>();
  for (const name of typeof text === 'string' ? text.split(' ') : []) {
    const scope = knownScopes.get(name);
    if (scope) scopes.add(scope);
  }
  return scopes;
}

async function verify(token: string, key: CryptoKey, options: { issuer: string; now: number }) {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [accessToken.algorithm],
      audience: accessToken.audience,
      issuer: options.issuer,
      typ: 'at+jwt',
      requiredClaims: ['exp', 'client_id'],
      clockTolerance: accessToken.leewaySeconds,
      currentDate: new Date(options.now),
    });
    const { exp = 0, client_id: clientId, scope } = payload;
    if (typeof clientId !== 'string') throw invalid();
    return {
      verified: { clientId, scopes: parseScopes(scope) },
      expiresAt: (exp + accessToken.leewaySeconds) * 1000,
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthorized('The access token has expired');
    throw invalid();
  }
}

function toCaller(
  { organizationId, appClientId, taskExecutionId }: KnownAppClient,
  { clientId, scopes }: { clientId: string; scopes: ReadonlySet<Scope> },
): Caller {
  if (taskExecutionId === undefined) return { organizationId, appClientId, clientId, scopes };
  const allowed = new Set([...scopes].filter((scope) => taskScopes.has(scope)));
  return { organizationId, appClientId, clientId, scopes: allowed, taskExecutionId };
}

/** So long a caller is let in again without another look; with what the directory remembers it stays below a minute. */
const callerSeconds = 15;
/** With what the directory remembers, the tokens of a task end two seconds after it. */
const taskCallerSeconds = 1;

/** Checks access tokens without the database; app clients are looked up in the directory, which remembers them. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { clients, keys, requireApiKey, now = Date.now } = options;
  const callers = createExpiringCache<Caller>({ maxEntries: 10_000, now });
  let checkedWith: KeySet = keys.current();

  async function check(token: string, apiKey: unknown): Promise<{ caller: Caller; expiresAt: number }> {
    const key = await keys.find(keyId(token));
    if (!key) throw invalid();
    const { verified, expiresAt } = await verify(token, key, { issuer: options.issuer(), now: now() });
    const { clientId, scopes } = verified;
    const client = await clients.find(clientId);
    if (!client) {
      const ended = isTaskClientId(clientId)
        ? 'task of this access token has ended'
        : 'app client of this access token was deleted';
      throw unauthorized(`The ${ended}`);
    }
    if (requireApiKey && (typeof apiKey !== 'string' || !matchesHash(apiKey, client.apiKeyHash))) {
      throw new ApiError('invalidApiKey', exactMessages.invalidApiKey);
    }
    return { caller: toCaller(client, { clientId, scopes }), expiresAt };
  }

  return {
    async authenticate({ authorization, 'x-api-key': apiKey }) {
      // Removing a key has to end its tokens, those that were checked before included.
      if (checkedWith !== keys.current()) callers.clear();
      checkedWith = keys.current();
      const token = bearerToken(authorization);
      const pair = `${token}\n${apiKey ?? ''}`;
      const known = callers.get(pair);
      if (known) return known;
      const { caller, expiresAt } = await check(token, apiKey);
      const seconds = caller.taskExecutionId === undefined ? callerSeconds : taskCallerSeconds;
      callers.set(pair, caller, Math.min(expiresAt, now() + seconds * 1000));
      return caller;
    },
  };
}
