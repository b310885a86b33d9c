import type { Answer } from './answer.js';
import { ApiCall } from './api-call.js';

/** What every page of a list has. */
export interface Page {
  nextToken: string | null;
}

/** The kind of thing that a page lists under a key. */
export type ItemOf<P, K extends keyof P> = P[K] extends readonly (infer Item)[] ? Item : never;

/**
 * A call that lists. Await it for one page, or iterate over it with `for await` for all items from that page on; pages
 * are fetched as they are needed.
 */
export class ListCall<P extends Page, K extends keyof P> extends ApiCall<P> implements AsyncIterable<ItemOf<P, K>> {
  readonly #key: K;
  readonly #fetchPage: (nextToken: string) => ApiCall<P>;

  /** @internal */
  constructor(answer: Promise<Answer>, key: K, fetchPage: (nextToken: string) => ApiCall<P>) {
    super(answer);
    this.#key = key;
    this.#fetchPage = fetchPage;
  }

  /** All pages from this one on. */
  async *pages(): AsyncGenerator<P, void, undefined> {
    let page = await this.then();
    yield page;
    while (page.nextToken) {
      page = await this.#fetchPage(page.nextToken);
      yield page;
    }
  }

  /** All items from this page on. */
  async *[Symbol.asyncIterator](): AsyncGenerator<ItemOf<P, K>, void, undefined> {
    for await (const page of this.pages()) yield* page[this.#key] as ItemOf<P, K>[];
  }
}
