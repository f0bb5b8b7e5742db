/** Collects what goes to standard output and standard error from now on; `lines` parses it. */
export function captureOutput(): { lines(): Record<string, unknown>[]; text(): string } {
  const chunks: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((chunk) => chunks.push(String(chunk)) > 0);
  }
  const text = () => chunks.join("");
  return {
    text,
    lines: () =>
      text()
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
