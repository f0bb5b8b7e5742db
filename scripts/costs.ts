// Writes the tables of docs/costs.md from the prices in costs/prices.ts. "--check" only tells whether they are up to date.

import { join } from "node:path";
import {
  type Amount,
  optionsOfMechCloud,
  perMillionFromScalr,
  perMillionFromSpoke,
  perMillionToDestination,
  perMillionToMechCloud,
  perMonthOfAccount,
  perMonthOfHub,
  perMonthOfMechCloud,
  perMonthOfScalr,
  perMonthOfSpoke,
} from "./costs/amounts";
import { alarmsOfHub, eventSizes, inventoryOf } from "./costs/inventory";
import { type Price, priceOf, prices } from "./costs/prices";
import { markdownTable, updateParts } from "./lib/generated-parts";
import { ROOT } from "./lib/project";

const BATCH_SIZES = [1, 10];

function main(): void {
  const sizes = eventSizes();
  const mechCloudMonth = perMonthOfMechCloud(inventoryOf("terraform-aws-mechcloud-sync"));
  const scalrMonth = perMonthOfScalr(inventoryOf("terraform-aws-scalr-events"));
  const perBatchSize = BATCH_SIZES.map((batchSize) => perMillionToMechCloud(batchSize, sizes));
  const [single = [], full = []] = perBatchSize;
  const fromScalr = perMillionFromScalr(sizes);

  const parts = {
    summary: markdownTable(
      ["", "a million events [USD]", "a month [USD]"],
      [
        ["MechCloud sync, 10 events a batch", usd(total(full)), usd(total(mechCloudMonth))],
        ["MechCloud sync, 1 event a batch", usd(total(single)), usd(total(mechCloudMonth))],
        ["Scalr events, both logs", usd(total(fromScalr)), usd(total(scalrMonth))],
      ],
    ),
    "mechcloud events": markdownTable(
      ["Part", "Amount, 10 events a batch", "10 a batch [USD]", "1 a batch [USD]"],
      [
        ...full.map((line, index) => [...rowOf(line), usd(costOf(single[index] ?? line))]),
        ["**Sum**", "", bold(total(full)), bold(total(single))],
      ],
    ),
    "mechcloud month": amountsTable("a month [USD]", mechCloudMonth),
    "mechcloud options": optionsTable("Setting", optionsOfMechCloud(sizes)),
    "scalr events": amountsTable("a million events [USD]", fromScalr),
    "scalr month": amountsTable("a month [USD]", scalrMonth),
    "scalr destinations": optionsTable("Destination", perMillionToDestination(sizes)),
    prices: markdownTable(
      ["Price", "list price [USD]", "for", "looked up", "Source"],
      Object.values<Price>(prices).map(({ what, usd: dollars, per, unit, date, source }) => [
        what,
        String(dollars),
        counted(per, unit),
        date,
        `<${source}>`,
      ]),
    ),
  };
  updateParts(join(ROOT, "docs/costs.md"), parts, "node --import tsx scripts/costs.ts");
  const spoke = total(perMonthOfSpoke(inventoryOf("terraform-aws-mechcloud-sync/modules/spoke").alarms));
  const { ofAccount, ofRest } = alarmsOfHub();
  const account = total(perMonthOfAccount(ofAccount));
  const hub = total(perMonthOfHub(ofRest));
  const hop = total(perMillionFromSpoke());
  const [event, month] = [total(full), total(mechCloudMonth)];
  const topologies = markdownTable(
    ["", "a million events [USD]", "a month [USD]"],
    [
      ["one relay in one region", usd(event), usd(month)],
      ["relays in 3 regions of 2 accounts", usd(event), usd(6 * month)],
      [
        "a hub, and spokes in 2 more regions of its account",
        `${usd(event)}; of spokes ${usd(event + hop)}`,
        usd(month + hub + 2 * spoke),
      ],
      [
        "a hub, and spokes in 3 regions of 2 accounts",
        `${usd(event)}; of spokes ${usd(event + hop)}`,
        usd(month + hub + 5 * spoke + account),
      ],
      ["each further account with one spoke", usd(event + hop), usd(spoke + account)],
    ],
  );
  updateParts(join(ROOT, "docs/regions-and-accounts.md"), { topologies }, "node --import tsx scripts/costs.ts");
}

function amountsTable(head: string, amounts: readonly Amount[]): string {
  return markdownTable(["Part", "Amount", head], [...amounts.map(rowOf), ["**Sum**", "", bold(total(amounts))]]);
}

function optionsTable(head: string, options: Readonly<Record<string, readonly Amount[]>>): string {
  const rows = Object.entries(options).map(([name, amounts]) => [
    name,
    amounts.map((line) => `${prices[line.price].what}: ${line.because}`).join("; "),
    usd(total(amounts)),
  ]);
  return markdownTable([head, "Amount", "adds [USD]"], rows);
}

function rowOf(line: Amount): string[] {
  const { what, unit } = prices[line.price];
  return [what, `${counted(line.amount, unit)}: ${line.because}`, usd(costOf(line))];
}

function counted(amount: number, unit: string): string {
  const units = amount === 1 || unit === "GB" ? unit : `${unit}s`;
  return `${amount.toLocaleString("en-US", { maximumSignificantDigits: 4 })} ${units}`;
}

function costOf({ price, amount }: Amount): number {
  return priceOf(price, amount);
}

function total(amounts: readonly Amount[]): number {
  return amounts.reduce((sum, line) => sum + costOf(line), 0);
}

function usd(dollars: number): string {
  return dollars.toFixed(2);
}

function bold(dollars: number): string {
  return `**${usd(dollars)}**`;
}

main();
