import { ACTIONS, type ActionName } from "../picture/actions";
import { assetName, summaryOf } from "../picture/aws-event";
import { deploymentProgress } from "../picture/deployment";
import type { Fact } from "../picture/facts";
import { seconds } from "../picture/happened";
import type { Try } from "../picture/journey";
import type { Picture } from "../picture/picture";
import { scalrSummaryOf } from "../picture/scalr-event";
import { relayState, relayText } from "../picture/status";
import type { Colour } from "./screen";
import { HEADINGS, type Row, rowLine, wrapped } from "./table";

export interface Line {
  readonly text: string;
  readonly colour?: Colour;
}

interface Paper {
  /** When the demo began, in milliseconds since 1970. */
  readonly start: number;
  /** Width in characters. */
  readonly columns: number;
}

type Of<K extends Fact["kind"]> = Extract<Fact, { kind: K }>;
type Teller<F extends Fact> = (fact: F, before: Picture, after: Picture, paper: Paper) => readonly Line[];

/** What the terminal says of a fact. */
export const linesOf: Teller<Fact> = (fact, before, after, paper) =>
  (tellers[fact.kind] as Teller<Fact> | undefined)?.(fact, before, after, paper) ?? [];

const tellers: { readonly [K in Fact["kind"]]?: Teller<Of<K>> } = {
  step: ({ name, progress, text, at }, _before, { steps, parts }) => {
    if (progress === "started") return [];
    if (progress === "failed") return [{ text: `✗ ${name}: ${text}`, colour: "red" }];
    const resources = name.endsWith("with Terraform") ? `${deploymentProgress(parts).total} resources, ` : "";
    return [{ text: `✓ ${name} (${resources}${seconds(at - steps.get(name)!.startedAt)})`, colour: "green" }];
  },

  chapter: ({ number, title, expected, text = expected, progress }, before, _after, { columns }) => {
    const isNew = before.chapters.every((chapter) => chapter.number !== number);
    if (progress === "started" && !isNew) return [];
    const colour = ({ started: "dim", done: "green", failed: "red" } as const)[progress];
    return [
      ...(isNew ? [{ text: "" }, { text: `${number}  ${title}`, colour: "bold" } as const] : []),
      ...wrapped(text, columns - 3).map((part) => ({ text: `   ${part}`, colour })),
      ...(isNew && number === 1 ? [{ text: rowLine(HEADINGS, columns), colour: "dim" } as const] : []),
    ];
  },

  act: ({ name, progress }) =>
    progress === "started" ? [{ text: `→ ${ACTIONS[name as ActionName].label}`, colour: "cyan" }] : [],

  answered: ({ event, status, at }, _before, { journeys, cloud }, { start, columns }) => {
    const summary = event && summaryOf(event);
    if (!summary) return [];
    const { tries = [], sentAt } = journeys.get(event.id) ?? {};
    // Further tries with the same end would say nothing new.
    if (status !== 200 && tries.at(-2)?.status === status) return [];
    const { what, resources, rule } = summary;
    const [id = ""] = resources;
    const row: Row = {
      since: seconds(at - start),
      latency: sentAt === undefined ? "" : `${at - sentAt} ms`,
      what,
      resource: resources.length > 1 ? `${resources.length} resources` : id,
      name: assetName(event) ?? cloud.resources.get(id)?.name ?? "",
      rule,
      note: noteOf(status, tries),
    };
    return [{ text: rowLine(row, columns), colour: status === 200 ? undefined : "yellow" }];
  },

  relay: ({ at }, before, after, { start }) => {
    const [old, now] = [relayState(before, at), relayState(after, at)];
    if (old.is === now.is || old.is === "absent" || now.is === "changing") return [];
    return [{ text: `${seconds(at - start).padStart(8)} ${relayText(now, at)}`, colour: "magenta" }];
  },

  scalr: ({ place, name, event, text, at }, _before, _after, { start, columns }) => {
    if (place === "sent") return [];
    const { what, resource, workspace } = event
      ? scalrSummaryOf(event)
      : { what: "alert", resource: "", workspace: "" };
    const where = place === "destination" ? name! : { log: "log", alert: "people" }[place];
    const row = {
      since: seconds(at - start),
      latency: "",
      what,
      resource,
      name: workspace,
      rule: "",
      note: `→ ${where}`,
    };
    const message = text?.split("\n").map((part) => ({ text: `         │ ${part}`, colour: "magenta" as const }));
    return [{ text: rowLine(row, columns) }, ...(message ?? [])];
  },
};

function noteOf(status: number, tries: readonly Try[]): string {
  if (status === 200) return tries.length > 1 ? `try ${tries.length}` : "";
  return status === 0 ? "no answer" : `HTTP ${status}`;
}
