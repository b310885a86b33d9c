import { allScopes } from '@las/contract';
import type { Adapter, Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import { CustomOIDCProviderError, InvalidScope, InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import { isTaskClientId, matchesHash } from '../domain/client-credentials.js';
import { taskScopes } from '../domain/task-permissions.js';
import { accessToken } from './access-token.js';
import type { AppClientDirectory } from './app-client-directory.js';
import type { KeySet } from './signing-keys.js';
import type { Vault } from './vault.js';

export const allScopesText = allScopes.join(' ');
const taskScopesText = allScopes.filter((scope) => taskScopes.has(scope)).join(' ');
const known: ReadonlySet<string> = new Set(allScopes);

/** The database is away, most likely: clients try again. */
function unavailable(cause: unknown): Error {
  const error = new CustomOIDCProviderError('temporarily_unavailable', 'app clients cannot be looked up at present');
  return Object.assign(error, { status: 503, statusCode: 503, cause });
}

/** App clients as the provider wants to see them. It stores nothing: access tokens are signed, not kept. */
function adapterOf(clients: AppClientDirectory): (model: string) => Adapter {
  const nothing = async () => undefined;
  async function find(clientId: string) {
    const client = await clients.find(clientId).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    if (!client?.secretHash) return undefined;
    return {
      client_id: clientId,
      client_secret: client.secretHash.toString('base64url'),
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    };
  }
  return (model) => ({
    find: model === 'Client' ? find : nothing,
    upsert: nothing,
    findByUserCode: nothing,
    findByUid: nothing,
    consume: nothing,
    destroy: nothing,
    revokeByGrantId: nothing,
  });
}

function resourceServer(
  ctx: KoaContextWithOIDC,
  { resource, clientId, keys }: { resource: string; clientId: string; keys: KeySet },
): ResourceServer {
  if (resource !== accessToken.audience) throw new InvalidTarget();
  for (const scope of ctx.oidc.requestParamScopes) {
    if (!known.has(scope)) throw new InvalidScope('this scope does not exist', scope);
  }
  return {
    // Of what is asked for, a token has what is in here.
    scope: isTaskClientId(clientId) ? taskScopesText : allScopesText,
    audience: accessToken.audience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: accessToken.lifetimeSeconds,
    jwt: { sign: { alg: accessToken.algorithm, kid: keys.jwks[0].kid } },
  };
}

function configure(services: { clients: AppClientDirectory; keys: KeySet; vault: Vault }): Configuration {
  const { clients, keys, vault } = services;
  return {
    adapter: adapterOf(clients),
    jwks: { keys: [...keys.jwks] },
    cookies: { keys: [vault.sign('cookies', 'oidc-provider').toString('base64url')] },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: accessToken.algorithm },
    responseTypes: [],
    scopes: [...allScopes],
    ttl: { ClientCredentials: accessToken.lifetimeSeconds },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => accessToken.audience,
        getResourceServerInfo: (ctx, resource, { clientId }) => resourceServer(ctx, { resource, clientId, keys }),
      },
    },
    async extraTokenClaims(_ctx, token) {
      const client = token.clientId === undefined ? undefined : await clients.find(token.clientId);
      return client && { organization_id: client.organizationId, app_client_id: client.appClientId };
    },
  };
}

/** An OAuth 2.0 server for client credentials, with the keys as they are now: build another when they change. */
export function createProvider(
  issuer: string,
  services: { clients: AppClientDirectory; keys: KeySet; vault: Vault },
): Provider {
  const provider = new Provider(issuer, configure(services));
  provider.use(async (ctx, next) => {
    await next();
    // RFC 8414, section 2: left out where no grant type uses it. The provider always names one.
    if (ctx.path.startsWith('/.well-known/')) delete (ctx.body as Record<string, unknown>).authorization_endpoint;
  });
  // Requests are handed over with the issuer's host and scheme in these headers; see provider-request.ts.
  provider.proxy = true;
  provider.Client.prototype.compareClientSecret = function compareClientSecret(this: object, secret: string) {
    const { clientSecret } = this as { clientSecret?: string };
    return clientSecret !== undefined && matchesHash(secret, Buffer.from(clientSecret, 'base64url'));
  };
  return provider;
}
