import { encodeBase64 } from '../base64.js';
import { ClientException, InvalidCredentialsException, MissingCredentials } from '../errors.js';
import { type Answer, parseAnswer } from '../http/answer.js';
import { exchange, type Fetch } from '../http/exchange.js';
import { withRetries } from '../http/retry.js';
import { sleep } from '../http/sleep.js';
import { platformFetch, trustingFetch } from '../http/trusting-fetch.js';
import { type CredentialValues, findValues, valuesFromEnvironment, valuesFromFile } from './find.js';
import { type Token, TokenCache } from './token-cache.js';

const tokenTimeout = 60_000;
const tokenRetries = 3;

/** With a scheme and without a slash at the end. */
function endpointUrl(endpoint: string): string {
  const url = /^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;
  return url.replace(/\/+$/, '');
}

/** Id and secret as RFC 6749 section 2.3.1 wants them. */
function basicAuthorization(clientId: string, clientSecret: string): string {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return `Basic ${encodeBase64(new TextEncoder().encode(pair))}`;
}

function toToken(answer: Answer): Token {
  const { access_token: value, expires_in: lifetime } = (parseAnswer(answer) ?? {}) as Record<string, unknown>;
  if (typeof value !== 'string' || typeof lifetime !== 'number') {
    throw new ClientException('The token endpoint answered without access_token or expires_in');
  }
  return { value, lifetime };
}

/** The token endpoint tells wrong credentials by 401, or by this code (RFC 6749 section 5.2). */
function isInvalidClient({ status, body }: ClientException): boolean {
  return status === 401 || (status === 400 && (body as { error?: unknown } | null)?.error === 'invalid_client');
}

/**
 * What a client signs in with. Its access token is fetched when it is first needed, and again when it is about to expire.
 *
 * @example
 * ```ts
 * import { Client, Credentials } from '@las/client';
 *
 * const client = new Client(
 *   new Credentials('id', 'secret', 'key', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1'),
 * );
 * ```
 */
export class Credentials {
  // Private fields stay out of logs, where objects are printed with all that can be seen of them.
  readonly #values: CredentialValues;
  readonly #tokens = new TokenCache();
  /**
   * How requests reach the endpoints unless the caller brings a `fetch`: the platform's, or one that trusts `ca`.
   * @internal
   */
  readonly fetch: Fetch;

  /**
   * @param clientId User name of the token request.
   * @param clientSecret Password of the token request.
   * @param apiKey Value of the `X-Api-Key` header.
   * @param authEndpoint Where `/token` is; `https://` when it names no scheme.
   * @param apiEndpoint Where the API is, with its `/v1`; `https://` when it names no scheme.
   * @param ca PEM text of the certificates to trust at both endpoints instead of the platform's; in Node.
   * @throws {MissingCredentials} when one of the first five is empty.
   */
  constructor(
    clientId: string,
    clientSecret: string,
    apiKey: string,
    authEndpoint: string,
    apiEndpoint: string,
    ca?: string,
  ) {
    const values = { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint };
    const missing = Object.entries(values).filter(([, value]) => !value);
    if (missing.length > 0) throw new MissingCredentials(`${missing.map(([name]) => name).join(', ')} missing`);
    this.#values = { ...values, authEndpoint: endpointUrl(authEndpoint), apiEndpoint: endpointUrl(apiEndpoint) };
    this.fetch = ca === undefined ? platformFetch : trustingFetch(ca);
  }

  static #of(values: CredentialValues): Credentials {
    const { clientId, clientSecret, apiKey, authEndpoint, apiEndpoint, ca } = values;
    return new Credentials(clientId, clientSecret, apiKey, authEndpoint, apiEndpoint, ca);
  }

  /**
   * From the environment variables `LAS_CLIENT_ID`, `LAS_CLIENT_SECRET`, `LAS_API_KEY`, `LAS_AUTH_ENDPOINT` and
   * `LAS_API_ENDPOINT`.
   * @throws {MissingCredentials} when one of them is empty or absent.
   */
  static fromEnvironment(): Credentials {
    return Credentials.#of(valuesFromEnvironment());
  }

  /**
   * From a section of an ini file with the keys `client_id`, `client_secret`, `api_key`, `auth_endpoint` and
   * `api_endpoint`, and `ca_file` where there is one: the path, relative to the ini file, of the certificates to trust at
   * both endpoints instead of the platform's. The file that the service writes names its self-signed certificate there.
   * @param path The file, `~/.lucidtech/credentials.cfg` by default.
   * @param profile Name of the section, `default` by default.
   * @throws {MissingCredentials} when the file, the section, one of the five keys or the `ca_file` is missing.
   */
  static fromFile(path?: string, profile?: string): Credentials {
    return Credentials.#of(valuesFromFile(path, profile));
  }

  /**
   * From the environment, or else from section `[default]` of `~/.lucidtech/credentials.cfg`: what `new Client()` uses.
   * @throws {MissingCredentials} when neither has all five.
   */
  static find(): Credentials {
    return Credentials.#of(findValues());
  }

  get clientId(): string {
    return this.#values.clientId;
  }

  get clientSecret(): string {
    return this.#values.clientSecret;
  }

  get apiKey(): string {
    return this.#values.apiKey;
  }

  /** With its scheme. */
  get authEndpoint(): string {
    return this.#values.authEndpoint;
  }

  /** With its scheme. */
  get apiEndpoint(): string {
    return this.#values.apiEndpoint;
  }

  /**
   * An access token that is good for at least another minute.
   * @throws {InvalidCredentialsException} when the id or the secret is wrong.
   */
  get accessToken(): Promise<string> {
    return withRetries(() => this.getAccessToken(), { maxRetries: tokenRetries, sleep });
  }

  /**
   * As {@link Credentials.accessToken}, in one try.
   * @param options.rejected A token that the service has refused: another one is fetched if it is still the current one.
   * @param options.fetch Used in place of the platform's `fetch`, and of the one that trusts the credentials' `ca`.
   */
  getAccessToken(options: { rejected?: string; fetch?: Fetch | undefined } = {}): Promise<string> {
    return this.#tokens.get(() => this.#fetchToken(options.fetch ?? this.fetch), options.rejected);
  }

  async #fetchToken(fetch: Fetch): Promise<Token> {
    const { clientId, clientSecret, authEndpoint } = this.#values;
    const request = {
      method: 'POST',
      url: `${authEndpoint}/token?grant_type=client_credentials`,
      headers: {
        Authorization: basicAuthorization(clientId, clientSecret),
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: '',
    };
    try {
      return toToken(await exchange(request, { fetch, timeout: tokenTimeout }));
    } catch (error) {
      if (!(error instanceof ClientException && isInvalidClient(error))) throw error;
      const { status, requestId, body } = error;
      throw new InvalidCredentialsException(error.message, { status, requestId, body, cause: error });
    }
  }
}
