import { METRICS, MODULES, type Module, namedBy } from "./metrics";

interface Widget {
  readonly type: "text" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

type Rendering = Readonly<Record<string, unknown>>;
type Line = readonly [...string[], Rendering];

interface Series {
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly rendering: Rendering;
}

const dashboardOf = ({ resource }: Module) => resource["aws_cloudwatch_dashboard"]?.["dashboard"] ?? {};
const widgetsOf = (module: Module) =>
  (JSON.parse(dashboardOf(module)["dashboard_body"] as string) as { widgets: Widget[] }).widgets;
const graphsOf = (module: Module) => widgetsOf(module).filter(({ type }) => type === "metric");
const seriesOf = (module: Module) =>
  graphsOf(module).flatMap(({ properties }) => (properties["metrics"] as Line[]).map(seriesIn));

function seriesIn(line: Line): Series {
  const rendering = line.at(-1) as Rendering;
  const expression = rendering["expression"];
  if (typeof expression === "string") return searched(expression);
  const [namespace, metric, ...pairs] = line.slice(0, -1) as string[];
  const names = pairs.filter((_, index) => index % 2 === 0);
  const values = pairs.filter((_, index) => index % 2 === 1);
  return {
    metric: `${namespace} ${metric}`,
    dimensions: Object.fromEntries(names.map((name, index) => [name, values[index] as string])),
    rendering,
  };
}

/** `SEARCH('{namespace,dimension,…} dimension="value" MetricName="metric"', 'statistic', period)` */
function searched(expression: string): Series {
  const [, schema = "", terms = "", stat] = /^SEARCH\('\{([\w/,]+)\} (.+)', '(\w+)', 60\)$/.exec(expression) ?? [];
  const [namespace, ...dimensions] = schema.split(",");
  const { MetricName: metric, ...given } = Object.fromEntries(
    [...terms.matchAll(/(\w+)="([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]),
  );
  return {
    metric: `${namespace} ${metric}`,
    dimensions: { ...Object.fromEntries(dimensions.map((name) => [name, ""])), ...given },
    rendering: { stat },
  };
}

describe.each(MODULES)("the dashboard of %s", (_name, module) => {
  test("has a name of its own in each region of an account, and exists if the variable says so", () => {
    expect(dashboardOf(module)).toMatchObject({
      dashboard_name: expect.stringMatching(
        /^\$\{var\.name_prefix\}(mechcloud-sync|scalr-events)-\$\{data\.aws_region\.current\.id\}$/,
      ) as string,
      count: "${var.create_dashboard ? 1 : 0}",
    });
  });

  test("begins with what it shows, and where alarms are explained", () => {
    expect(widgetsOf(module)[0]).toMatchObject({
      type: "text",
      properties: { markdown: expect.stringMatching(/^# [A-Z].+\n.*\$\{var\.runbook_url\}$/) as string },
    });
  });

  test("has graphs with a title of their own, a region and a unit", () => {
    const titles = graphsOf(module).map(({ properties }) => properties["title"]);

    expect(titles.length).toBeGreaterThanOrEqual(6);
    expect(titles).toEqual([...new Set(titles)]);
    for (const { properties } of graphsOf(module)) {
      expect(properties).toMatchObject({
        title: expect.stringMatching(/^[A-Z]/) as string,
        region: "${data.aws_region.current.id}",
        view: "timeSeries",
        period: 60,
        yAxis: { left: { label: expect.stringMatching(/^[a-z]+$/) as string, min: 0, showUnits: false } },
      });
    }
  });

  test("shows metrics that exist, of resources that exist", () => {
    for (const { metric, dimensions } of seriesOf(module)) {
      expect([metric, METRICS[metric]]).toEqual([
        metric,
        expect.arrayContaining([Object.keys(dimensions).sort().join(" ")]),
      ]);
      const named = Object.entries(dimensions).filter(([, value]) => value !== "");
      expect(named).not.toEqual([]);
      for (const [dimension, value] of named) expect(namedBy(module, dimension, value)).not.toEqual([]);
    }
  });

  test("labels its lines, and has a statistic for each", () => {
    for (const { rendering } of seriesOf(module)) {
      expect(["Sum", "Minimum", "Maximum", "p50", "p99"]).toContain(rendering["stat"]);
    }
    const lines = graphsOf(module).flatMap(({ properties }) => properties["metrics"] as Line[]);
    const named = lines.filter((line) => line.length > 1).map((line) => line.at(-1));
    expect(named).toEqual(
      named.map(() => expect.objectContaining({ label: expect.stringMatching(/./) as string }) as object),
    );
  });

  test("has widgets that do not overlap, within 24 columns", () => {
    const cells = widgetsOf(module).flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, cell) => [x + (cell % width), y + Math.floor(cell / width)] as const),
    );

    expect(new Set(cells.map(String)).size).toBe(cells.length);
    expect(Math.max(...cells.map(([column]) => column))).toBe(23);
  });
});

test("a sync's shows what comes in, what is delivered and refused, what waits and how long it takes", () => {
  const [[, module] = []] = MODULES;

  expect(new Set(seriesOf(module as Module).map(({ metric }) => metric))).toEqual(
    new Set([
      "AWS/Events TriggeredRules",
      ...["Delivered", "Refused", "Failed", "Unauthorized", "Held", "Invalid", "Unmapped", "Retried"].map(
        (metric) => `AwsEventRelay ${metric}`,
      ),
      ...["Isolated", "SetAside", "MoveFailed"].map((metric) => `AwsEventRelay ${metric}`),
      "AWS/SQS ApproximateNumberOfMessagesVisible",
      "AWS/SQS ApproximateAgeOfOldestMessage",
      "AwsEventRelay Latency",
      "AwsEventRelay QueueDelay",
      ...["Invocations", "Errors", "Throttles", "Duration"].map((metric) => `AWS/Lambda ${metric}`),
      ...["ChannelDown", "TokenMissing", "Paused", "PauseFailed", "TokenSecondsLeft"].map(
        (metric) => `AwsEventRelay ${metric}`,
      ),
    ]),
  );
});
