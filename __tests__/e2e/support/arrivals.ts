import { until } from "./polling";

const LIMIT_MS = 20_000;

/** All that has been taken out, once it is as many as expected. */
export async function arrived<T>(count: number, take: () => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  await until(`${count} events`, async () => all.push(...(await take())) >= count, LIMIT_MS);
  return all;
}

/** The same of what stays where it is read. */
export async function holds<T>(count: number, read: () => Promise<T[]> | T[]): Promise<T[]> {
  return until(
    `${count} events`,
    async () => {
      const all = await read();
      return all.length >= count ? all : undefined;
    },
    LIMIT_MS,
  );
}
