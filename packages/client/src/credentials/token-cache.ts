export interface Token {
  value: string;
  /** Seconds it is good for. */
  lifetime: number;
}

/** Seconds before its end at which a token is renewed; short-lived ones are used for half their life. */
const leeway = 60;

/** Keeps an access token until shortly before it expires. One request at a time fetches it, however many ask. */
export class TokenCache {
  #token: string | undefined;
  #renewAt = 0;
  #pending: Promise<string> | undefined;

  /** The current token. `rejected` is one that the service no longer accepts. */
  get(fetchToken: () => Promise<Token>, rejected?: string): Promise<string> {
    if (this.#token === rejected) this.#token = undefined;
    if (this.#token !== undefined && Date.now() < this.#renewAt) return Promise.resolve(this.#token);
    this.#pending ??= this.#renew(fetchToken).finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #renew(fetchToken: () => Promise<Token>): Promise<string> {
    const started = Date.now();
    const { value, lifetime } = await fetchToken();
    this.#token = value;
    this.#renewAt = started + (lifetime - Math.min(leeway, lifetime / 2)) * 1000;
    return value;
  }
}
