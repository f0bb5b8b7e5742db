/** Two bars for the handlers, and a line for the limit. */
export interface Group {
  /** Lines of text. */
  readonly label: readonly string[];
  readonly plain: number;
  readonly forwarder: number;
  readonly limit: number;
}

/** A panel with its own scale. */
export interface Panel {
  readonly title: string;
  readonly groups: readonly Group[];
}

const PANEL = { width: 300, height: 190, gap: 26 };
const TOP = 74;
const BAR = 34;
const LINE_OF_TEXT = 20;

/** Light by default, or dark if the reader's system is. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 15px; }
  .panel { font-weight: 600; }
  .value { font-size: 11px; }
  .label { font-size: 11px; fill: #59636e; }
  .plain { fill: #9aa4af; }
  .forwarder { fill: #2b7bd6; }
  .limit { stroke: #cf5b10; stroke-width: 2; stroke-dasharray: 4 3; }
  .axis { stroke: #9aa4af; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .label { fill: #9198a1; }
    .plain { fill: #6e7781; }
    .forwarder { fill: #58a6ff; }
    .limit { stroke: #f0883e; }
  }`;

/** Bars of events a second, as an SVG. */
export function plot(title: string, panels: readonly Panel[]): string {
  const width = panels.length * (PANEL.width + PANEL.gap) + PANEL.gap;
  const height = TOP + PANEL.height + 50;
  const parts = panels.map((panel, index) => drawPanel(panel, PANEL.gap + index * (PANEL.width + PANEL.gap)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>${STYLE}
</style>
<text class="title" x="${PANEL.gap}" y="22">${title}</text>
${legend(PANEL.gap, 44)}
${parts.join("\n")}
</svg>
`;
}

function legend(x: number, y: number): string {
  return `<rect class="plain" x="${x}" y="${y - 10}" width="12" height="12"/><text x="${x + 18}" y="${y}">one POST after another</text>
<rect class="forwarder" x="${x + 185}" y="${y - 10}" width="12" height="12"/><text x="${x + 203}" y="${y}">forwarder</text>
<line class="limit" x1="${x + 290}" x2="${x + 316}" y1="${y - 4}" y2="${y - 4}"/><text x="${x + 322}" y="${y}">limit: one round trip a wave</text>`;
}

function drawPanel({ title, groups }: Panel, x: number): string {
  const base = TOP + PANEL.height;
  const highest = Math.max(...groups.flatMap(({ plain, forwarder, limit }) => [plain, forwarder, limit]));
  const yOf = (value: number) => base - (value / highest) * (PANEL.height - 34);
  const step = PANEL.width / groups.length;
  const bars = groups.map((group, index) => {
    const middle = x + step * (index + 0.5);
    const limit = yOf(group.limit).toFixed(1);
    return [
      bar("plain", middle - BAR, base, group.plain, yOf(group.plain), yOf(group.limit)),
      bar("forwarder", middle, base, group.forwarder, yOf(group.forwarder), yOf(group.limit)),
      `<line class="limit" x1="${middle - BAR - 6}" x2="${middle + BAR + 6}" y1="${limit}" y2="${limit}"/>`,
      ...group.label.map(
        (line, row) =>
          `<text class="label" text-anchor="middle" x="${middle}" y="${base + 16 + 14 * row}">${line}</text>`,
      ),
    ].join("\n");
  });
  return `<text class="panel" x="${x}" y="${TOP + 4}">${title}</text>
${bars.join("\n")}
<line class="axis" x1="${x}" x2="${x + PANEL.width}" y1="${base}" y2="${base}"/>`;
}

function bar(style: string, x: number, base: number, value: number, y: number, limitY: number): string {
  // The limit's line would cross a number that is close below it.
  const textY = (y - limitY < LINE_OF_TEXT ? Math.min(y, limitY) : y) - 5;
  return `<rect class="${style}" x="${x + 1}" y="${y.toFixed(1)}" width="${BAR - 2}" height="${(base - y).toFixed(1)}"/>
<text class="value" text-anchor="middle" x="${x + BAR / 2}" y="${textY.toFixed(1)}">${value.toFixed(0)}</text>`;
}
