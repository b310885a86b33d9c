/** Who is at which piece of work, as the workers of one queue say themselves. */
export class Holders {
  readonly #holding = new Map<string, string>();
  /** Keys of work that two held at once. */
  readonly heldTwice: string[] = [];
  /** How often each piece of work was brought to its end. */
  readonly finished = new Map<string, number>();
  readonly #begun = new Map<string, number>();

  /** How often work was begun. */
  get begun(): number {
    return [...this.#begun.values()].reduce((sum, times) => sum + times, 0);
  }

  /** Whether a piece of work was begun by nobody before. */
  isFirst(key: string): boolean {
    return this.#begun.get(key) === 1;
  }

  begin(key: string, holder: string): void {
    this.#begun.set(key, (this.#begun.get(key) ?? 0) + 1);
    if (this.#holding.has(key)) this.heldTwice.push(key);
    this.#holding.set(key, holder);
  }

  finish(key: string, holder: string): void {
    this.finished.set(key, (this.finished.get(key) ?? 0) + 1);
    this.#leave(key, holder);
  }

  /** The holder is no more, and so does not hold anything. */
  vanish(holder: string): void {
    for (const [key, by] of this.#holding) if (by === holder) this.#holding.delete(key);
  }

  #leave(key: string, holder: string): void {
    if (this.#holding.get(key) === holder) this.#holding.delete(key);
  }
}
