const WIDE = 120;

/** One event in the table. */
export interface Row {
  /** The demo's beginning. */
  readonly since: string;
  /** From the event to the answer. */
  readonly latency: string;
  readonly what: string;
  readonly resource: string;
  readonly name: string;
  /** Shown in wide terminals alone. */
  readonly rule: string;
  /** "try 3", "no answer"; usually empty. */
  readonly note: string;
}

export const HEADINGS: Row = {
  since: "since",
  latency: "latency",
  what: "event",
  resource: "resource",
  name: "name",
  rule: "rule",
  note: "",
};

/** The row as a line that fits the terminal's width. */
export function rowLine({ since, latency, what, resource, name, rule, note }: Row, columns: number): string {
  const isWide = columns >= WIDE;
  const cells = [
    since.padStart(8),
    latency.padStart(8),
    what.padEnd(18),
    (isWide ? resource : shortened(resource)).padEnd(isWide ? 24 : 15),
    name.padEnd(14),
    ...(isWide ? [rule.padEnd(31)] : []),
    note,
  ];
  return clipped(cells.join(" ").trimEnd(), columns);
}

/** The text, with an ellipsis if it is too long. */
export function clipped(text: string, columns: number): string {
  return text.length > columns ? `${text.slice(0, columns - 1)}…` : text;
}

/** Words in lines that fit. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** "subnet-0a1b2c3…" of a long id. */
const shortened = (id: string): string => id.replace(/^([a-z]+-\w{7})\w{2,}$/, "$1…");
