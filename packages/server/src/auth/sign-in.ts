import type { EventEmitter } from 'node:events';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import requestStorage from 'oidc-provider/lib/helpers/als.js';
import { ApiError } from '../domain/api-error.js';
import { errorFields } from '../logging/error-fields.js';
import type { AppClientDirectory } from './app-client-directory.js';
import { allScopesText, createProvider } from './provider.js';
import { providerRequest, tokenForm } from './provider-request.js';
import type { KeySet, SigningKeys } from './signing-keys.js';
import type { Vault } from './vault.js';

export interface SignInServices {
  clients: AppClientDirectory;
  keys: SigningKeys;
  vault: Vault;
  /** The address that the service says it has, `http(s)://host[:port][/path]`; asked for at the first request. */
  issuer(): string;
}

const maxFormBytes = 16_384;
const formType = 'application/x-www-form-urlencoded';

type Handle = ReturnType<Provider['callback']>;

function logFailures(provider: Provider, log: FastifyBaseLogger): void {
  const failed = (error: Error & { statusCode?: number }) => {
    if ((error.statusCode ?? 500) < 500) return;
    const cause = error.cause instanceof Error ? error.cause : error;
    log.error(errorFields(cause), 'signing in failed');
  };
  provider.on('grant.error', (_ctx, error) => failed(error));
  provider.on('server_error', (_ctx, error) => failed(error));
  // Koa prints to the console what nobody listens for, such as callers that hang up.
  (provider as EventEmitter).on('error', (error: Error) =>
    log.warn({ reason: error.message }, 'an answer of sign-in was cut off'),
  );
}

/** A provider of the keys that are current: made again when they were rotated. */
function currentProvider(log: FastifyBaseLogger, services: SignInServices): () => Handle {
  let made: { keys: KeySet; handle: Handle } | undefined;
  return () => {
    const keys = services.keys.current();
    if (made?.keys !== keys) {
      const provider = createProvider(services.issuer(), { ...services, keys });
      logFailures(provider, log);
      made = { keys, handle: provider.callback() };
    }
    return made.handle;
  };
}

/** Takes forms only; a body without a type counts as one. */
function parseForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('*', { parseAs: 'string', bodyLimit: maxFormBytes }, (request, text, done) => {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    if (type === undefined || type === '' || type === formType || text === '') done(null, text);
    else done(new ApiError('unsupportedMediaType', `The body has to be ${formType}`));
  });
}

let requestsUnderWay = 0;

/**
 * The provider's AsyncLocalStorage stays on once it was used, and on Node 20 that slows every promise of the process. Between
 * the provider's requests nothing of it is needed.
 */
async function leavingNoHooks(work: () => Promise<void>): Promise<void> {
  requestsUnderWay++;
  try {
    await work();
  } finally {
    requestsUnderWay--;
    if (requestsUnderWay === 0) requestStorage.disable();
  }
}

/** Adds the token endpoint, the public keys and the discovery documents. */
export async function registerSignIn(app: FastifyInstance, services: SignInServices): Promise<void> {
  const provider = currentProvider(app.log, services);

  function hand(request: FastifyRequest, reply: FastifyReply, to: { path: string; form?: URLSearchParams }): void {
    const handle = provider();
    const message = providerRequest(request.raw, { issuer: services.issuer(), ...to });
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    void leavingNoHooks(() => handle(message, reply.raw));
  }

  await app.register(async (scope) => {
    parseForms(scope);
    for (const path of ['/token', '/oauth2/token']) {
      scope.post(path, (request, reply) => {
        const query = new URLSearchParams(request.url.split('?')[1] ?? '');
        const body = typeof request.body === 'string' ? request.body : '';
        hand(request, reply, { path: '/token', form: tokenForm({ query, body }, allScopesText) });
      });
    }
    for (const path of ['/jwks', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
      scope.get(path, (request, reply) => hand(request, reply, { path }));
    }
  });
}
