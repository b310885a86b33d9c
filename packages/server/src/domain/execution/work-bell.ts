/** Wakes those who wait for work at a transition, one for each piece of work, in the order in which they came. */
export interface WorkBell {
  /** Rings for one who waits at this transition for each piece of work. */
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
  end(): void;
}

class Waiter implements BellWait {
  readonly #leave: (waiter: Waiter) => void;
  #rung: boolean;
  #wake: (() => void) | undefined;

  constructor(leave: (waiter: Waiter) => void, rung: boolean) {
    this.#leave = leave;
    this.#rung = rung;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async until(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', this.#wake, { once: true });
    });
  }

  end(): void {
    this.#leave(this);
  }
}

export function createWorkBell(): WorkBell {
  const waiting = new Map<string, Set<Waiter>>();
  let closed = false;

  function leave(transitionId: string, waiter: Waiter): void {
    const others = waiting.get(transitionId);
    others?.delete(waiter);
    if (others?.size === 0) waiting.delete(transitionId);
  }

  function ringAll(): void {
    for (const waiters of waiting.values()) for (const waiter of waiters) waiter.ring();
    waiting.clear();
  }

  return {
    ring(transitionId, pieces) {
      for (const waiter of [...(waiting.get(transitionId) ?? [])].slice(0, pieces)) {
        leave(transitionId, waiter);
        waiter.ring();
      }
    },
    ringAll,
    wait(transitionId) {
      const waiter = new Waiter((one) => leave(transitionId, one), closed);
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
