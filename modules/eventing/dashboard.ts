import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { Construct } from "constructs";
import { onlyIf, type When } from "../terraform/condition";
import { AwsEnvironment } from "./aws-environment";

/** One line of a graph: namespace, metric, and names and values of its dimensions in turn; or a search that finds several. */
export type Series =
  | { readonly metric: readonly string[]; readonly label: string; readonly stat?: string; readonly right?: boolean }
  | { readonly search: string; readonly stat: string };

export interface Graph {
  readonly title: string;
  readonly series: readonly Series[];
  /** The unit of the left axis, e.g. `events`. */
  readonly unit: string;
}

export interface DashboardProps {
  /** The dashboard's name, to which the region is appended. */
  readonly name: string;
  /** Markdown above the graphs; the runbook follows. */
  readonly heading: string;
  /** The runbook, as a URL or path. */
  readonly runbook: string;
  readonly graphs: readonly Graph[];
  /**
   * The dashboard exists only if this holds.
   * @default true
   */
  readonly when?: When;
}

const COLUMNS = 2;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 6;
const HEADING_HEIGHT = 2;

/**
 * A CloudWatch dashboard: a heading, and graphs in two columns.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboard(scope: Construct, id: string, props: DashboardProps): CloudwatchDashboard {
  const { region } = AwsEnvironment.of(scope);
  const heading = {
    type: "text",
    x: 0,
    y: 0,
    width: 24,
    height: HEADING_HEIGHT,
    properties: { markdown: `${props.heading} What an alarm means: ${props.runbook}` },
  };
  const graphs = props.graphs.map((graph, index) => ({
    type: "metric",
    x: (index % COLUMNS) * WIDTH,
    y: HEADING_HEIGHT + Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title: graph.title,
      region,
      view: "timeSeries",
      period: 60,
      yAxis: { left: { label: graph.unit, min: 0, showUnits: false }, right: { min: 0, showUnits: false } },
      metrics: graph.series.map(rendered),
    },
  }));
  return onlyIf(
    props.when,
    new CloudwatchDashboard(scope, id, {
      // Dashboards are global: with the region in its name, an account can have one in each.
      dashboardName: `${props.name}-${region}`,
      // As text, because an expression would escape the quotes of a search.
      dashboardBody: JSON.stringify({ widgets: [heading, ...graphs] }),
    }),
  );
}

function rendered(series: Series): unknown[] {
  if ("search" in series) return [{ expression: `SEARCH('${series.search}', '${series.stat}', 60)` }];
  const { metric, label, stat = "Sum", right = false } = series;
  return [...metric, { label, stat, yAxis: right ? "right" : "left" }];
}
