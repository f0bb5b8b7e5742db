/** A burst of events, of whose requests a share fails at random. BURST_EVENTS=5000 sends more. */
export const BURST = { events: Number(process.env["BURST_EVENTS"] ?? 1_000), failures: 0.05 };
