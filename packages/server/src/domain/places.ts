/** So many may be at work at the same time; who waits takes turns by party, so that a party with much does not keep out the others. */
export interface Places {
  /**
   * Does work as soon as there is a place for it.
   *
   * @throws NoPlaceError when too many wait already.
   * @throws the signal's reason when it aborts before the work has begun.
   */
  run<T>(party: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /** How many wait, and how many are at work. */
  readonly waiting: number;
  readonly taken: number;
}

/** As many wait as may. */
export class NoPlaceError extends Error {
  override readonly name = 'NoPlaceError';
}

type Waiting = () => void;

/** Queues by party; the party whose turn is next stands first. */
class Turns {
  readonly #queues = new Map<string, Waiting[]>();
  size = 0;

  add(party: string, one: Waiting): void {
    const queue = this.#queues.get(party) ?? [];
    queue.push(one);
    this.#queues.set(party, queue);
    this.size++;
  }

  remove(party: string, one: Waiting): void {
    const queue = this.#queues.get(party);
    const index = queue?.indexOf(one) ?? -1;
    if (!queue || index < 0) return;
    queue.splice(index, 1);
    this.size--;
    if (queue.length === 0) this.#queues.delete(party);
  }

  next(): Waiting | undefined {
    const [first] = this.#queues;
    const one = first?.[1].shift();
    if (!first || !one) return undefined;
    const [party, queue] = first;
    this.size--;
    this.#queues.delete(party);
    if (queue.length > 0) this.#queues.set(party, queue);
    return one;
  }
}

export function createPlaces({ places, mostWaiting }: { places: number; mostWaiting: number }): Places {
  const turns = new Turns();
  let taken = 0;

  function wait(party: string, signal: AbortSignal | undefined): Promise<void> {
    if (turns.size >= mostWaiting) throw new NoPlaceError(`${mostWaiting} wait already`);
    return new Promise((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        turns.remove(party, go);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      turns.add(party, go);
    });
  }

  /** The place goes from hand to hand: nobody who comes now gets it before those who wait. */
  function leave(): void {
    const next = turns.next();
    if (next) next();
    else taken--;
  }

  return {
    async run(party, signal, work) {
      signal?.throwIfAborted();
      if (taken < places) taken++;
      else await wait(party, signal);
      try {
        return await work();
      } finally {
        leave();
      }
    },
    get waiting() {
      return turns.size;
    },
    get taken() {
      return taken;
    },
  };
}
