/** Ends the error of a download with why the network is needed. */
export async function withNetworkAdvice<T>(reason: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\nThe network is needed for this once: ${reason}.`, { cause: error });
  }
}
