export interface ExpiringCache<Value> {
  get(key: string): Value | undefined;
  /** @param expiresAt milliseconds on the cache's clock. */
  set(key: string, value: Value, expiresAt: number): void;
  clear(): void;
}

/** A cache of bounded size that gives out nothing that has expired; the entry unused for longest goes first. */
export function createExpiringCache<Value>(options: { maxEntries: number; now: () => number }): ExpiringCache<Value> {
  const entries = new Map<string, { value: Value; expiresAt: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.expiresAt <= options.now()) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, expiresAt) {
      entries.delete(key);
      if (entries.size >= options.maxEntries) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(key, { value, expiresAt });
    },
    clear: () => entries.clear(),
  };
}
