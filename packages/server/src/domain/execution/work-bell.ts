/** Wakes those who wait for work at a transition, one for each piece of work, in the order in which they came. */
export interface WorkBell {
  /** Rings for so many of those who wait at this transition. */
  ring(transitionId: string, pieces: number): void;
  /** Rings for all: something may have been missed. */
  ringAll(): void;
  /** Begins to wait: what rings from now on counts, although one looks for work first. */
  wait(transitionId: string): BellWait;
  /** Nobody waits any longer, now or later. */
  close(): void;
  readonly closed: boolean;
}

export interface BellWait {
  /** Resolves when it rings, the time is up, the signal aborts or the bell is closed. */
  until(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Waits no longer. A ring that was not listened for is another one's. */
  end(): void;
}

class Waiter implements BellWait {
  readonly #leave: (waiter: Waiter, isUnheard: boolean) => void;
  #rung: boolean;
  #heard = false;
  #wake: (() => void) | undefined;

  constructor(leave: (waiter: Waiter, isUnheard: boolean) => void, rung: boolean) {
    this.#leave = leave;
    this.#rung = rung;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async until(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) await this.#next(milliseconds, signal);
    // Who has hung up will not look.
    this.#heard = this.#rung && !signal.aborted;
  }

  end(): void {
    this.#leave(this, this.#rung && !this.#heard);
  }

  #next(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake);
      this.#wake = wake;
    });
  }
}

export function createWorkBell(): WorkBell {
  const waiting = new Map<string, Set<Waiter>>();
  let closed = false;

  function remove(transitionId: string, waiter: Waiter): void {
    const others = waiting.get(transitionId);
    others?.delete(waiter);
    if (others?.size === 0) waiting.delete(transitionId);
  }

  function ring(transitionId: string, pieces: number): void {
    for (const waiter of [...(waiting.get(transitionId) ?? [])].slice(0, pieces)) {
      remove(transitionId, waiter);
      waiter.ring();
    }
  }

  function ringAll(): void {
    for (const waiters of waiting.values()) for (const waiter of waiters) waiter.ring();
    waiting.clear();
  }

  return {
    ring,
    ringAll,
    wait(transitionId) {
      const leave = (one: Waiter, isUnheard: boolean) => {
        remove(transitionId, one);
        if (isUnheard) ring(transitionId, 1);
      };
      const waiter = new Waiter(leave, closed);
      if (closed) return waiter;
      const others = waiting.get(transitionId) ?? new Set();
      waiting.set(transitionId, others.add(waiter));
      return waiter;
    },
    close() {
      closed = true;
      ringAll();
    },
    get closed() {
      return closed;
    },
  };
}
