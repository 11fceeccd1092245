/** A map that keeps its newest entries only. */
export type Recent<V> = { get(key: string): V | undefined; set(key: string, value: V): void };

export function createRecent<V>(kept: number): Recent<V> {
  const entries = new Map<string, V>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= kept) return;
        entries.delete(oldest);
      }
    },
  };
}
