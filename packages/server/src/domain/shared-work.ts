interface Running<T> {
  result: Promise<T>;
  controller: AbortController;
  waiting: number;
}

/** Work that is done once for all who ask for it at the same time. It is aborted when none of them waits any more. */
export class SharedWork<T> {
  readonly #running = new Map<string, Running<T>>();

  /** @throws the signal's reason when it aborts; the others go on waiting. */
  async run(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const running = this.#running.get(key) ?? this.#start(key, work);
    running.waiting++;
    let leave: () => void = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal?.reason);
    });
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([running.result, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      running.waiting--;
      if (running.waiting === 0) this.#abandon(key, running);
    }
  }

  #start(key: string, work: (signal: AbortSignal) => Promise<T>): Running<T> {
    const controller = new AbortController();
    const running = { result: work(controller.signal), controller, waiting: 0 };
    this.#running.set(key, running);
    const end = () => this.#forget(key, running);
    running.result.then(end, end);
    return running;
  }

  #abandon(key: string, running: Running<T>): void {
    this.#forget(key, running);
    running.controller.abort();
  }

  /** Whoever asks from now on gets work of his own, not what is ending. */
  #forget(key: string, running: Running<T>): void {
    if (this.#running.get(key) === running) this.#running.delete(key);
  }
}
