/** A burst of events, of whose requests a share fails at random. */
export const BURST = { events: 1_000, failures: 0.05 };
