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
  readonly then: Promise<T>['then'] = (onFulfilled, onRejected) => this.#parse().then(onFulfilled, onRejected);
  readonly catch: Promise<T>['catch'] = (onRejected) => this.#parse().catch(onRejected);
  readonly finally: Promise<T>['finally'] = (onFinally) => this.#parse().finally(onFinally);

  /**
   * The raw answer, with its status and headers. It is that of the last try.
   * @throws {ClientException} when the answer is no success, as awaiting the call does.
   */
  async asResponse(): Promise<Response> {
    return toResponse(await this.#answer);
  }
}
