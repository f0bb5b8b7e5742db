/**
 * How the forwarder's clients call AWS after a delivery: two quick attempts, since little time is left by then.
 *
 * @see https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/configuring-the-jssdk.html
 */
export const awsCallConfig = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 900, throwOnRequestTimeout: true },
};

/**
 * Gives a task a time limit, whatever it waits for.
 *
 * @param limitMs milliseconds
 * @throws TimeoutError when the limit is reached; and what the task throws
 */
export function within<T>(limitMs: number, task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(limitMs);
  const limit = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
  return Promise.race([task(signal), limit]);
}

/**
 * Begins to load at once: Lambda gives a whole processor while a function is initialized, and a share of one afterwards. If that
 * fails, each call does.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html
 */
export function eagerly<T>(load: () => Promise<T>): () => Promise<T> {
  const loaded = load();
  loaded.catch(() => undefined);
  return () => loaded;
}

/** Loads at the first call: most invocations need few AWS clients, and each takes some 20 ms to load. */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}
