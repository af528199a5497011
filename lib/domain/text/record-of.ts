/** A record with these keys, each with the value that `valueFor` gives for it. */
export function recordOf<K extends string, V>(keys: readonly K[], valueFor: (key: K) => V): Record<K, V> {
  // Every key of the type is among `keys`, which TypeScript cannot see.
  return Object.fromEntries(keys.map((key) => [key, valueFor(key)])) as Record<K, V>;
}
