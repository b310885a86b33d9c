import { type Answer, parseAnswer, toResponse } from './answer.js';

/**
 * A call that is under way. Await it for the parsed answer, or call {@link ApiCall.asResponse} for the raw one.
 */
export class ApiCall<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = 'ApiCall';
  readonly #answer: Promise<Answer>;
  #parsed: Promise<T> | undefined;

  /** @internal */
  constructor(answer: Promise<Answer>) {
    this.#answer = answer;
  }

  #parse(): Promise<T> {
    this.#parsed ??= this.#answer.then((answer) => parseAnswer(answer) as T);
    return this.#parsed;
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what it is for.
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#parse().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.#parse().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#parse().finally(onFinally);
  }

  /**
   * The raw answer, with its status and headers. It is that of the last try.
   * @throws {ClientException} when the answer is no success, as awaiting the call does.
   */
  async asResponse(): Promise<Response> {
    return toResponse(await this.#answer);
  }
}
