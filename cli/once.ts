/** A function that loads something at its first call, and then returns the same. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

/** The same for each key. */
export function onceEach<T>(load: (key: string) => T): (key: string) => T {
  const loaded = new Map<string, T>();
  return (key) => {
    if (!loaded.has(key)) loaded.set(key, load(key));
    return loaded.get(key)!;
  };
}
