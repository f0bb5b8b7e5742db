import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type AxeResults, source as axe } from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
import { Demo } from "../../demo/demo";
import { ACTIONS, type ActionName } from "../../demo/picture/actions";
import { countsOf, outOfOrder } from "../../demo/picture/journey";
import type { Picture } from "../../demo/picture/picture";
import { CACHE, ROOT } from "../../scripts/lib/project";
import { startBrowser } from "./support/browser";
import { DEPLOY_LIMIT } from "./support/test-bed";

/** The relay pauses for a minute or two, and the computer may be busy; in milliseconds. */
const PAUSE_LIMIT = 300_000;
const LIMIT = 60_000;

/** `npm test -- e2e` looks at the page; with UPDATE_SCREENSHOTS=1, it also renews the pictures of the documentation. */
const SCREENSHOTS = join(process.env.UPDATE_SCREENSHOTS ? join(ROOT, "docs") : CACHE, "images");

jest.setTimeout(PAUSE_LIMIT);

let demo: Demo;
let browser: Browser;
let page: Page;
/** What the page asked for elsewhere, and what went wrong in it. */
const problems: string[] = [];

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  demo = await Demo.open();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
  page.on("request", (request) => {
    if (!request.url().startsWith(demo.page.url) && !request.url().startsWith("data:")) problems.push(request.url());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(demo.page.url);
}, DEPLOY_LIMIT);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
}, LIMIT);

const picture = (): Picture => demo.log.picture;
const until = (what: string, condition: (picture: Picture) => boolean, limit = LIMIT) =>
  demo.log.until(what, condition, limit);
const counts = () => countsOf(picture().journeys.values());
const allDelivered = ({ journeys, queues }: Picture) =>
  countsOf(journeys.values()).queued === 0 && queues?.visible === 0;

const button = (name: ActionName): Locator => page.getByRole("button", { name: ACTIONS[name].label, exact: true });
const happened = (name: ActionName): Locator => page.locator("li", { has: button(name) }).locator(".happened");
const station = (name: string): Locator => page.locator(`[data-station="${name}"]`);
const box = (id: string): Locator => page.locator(`[data-resource="${id}"]`);

async function press(name: ActionName): Promise<void> {
  const before = picture().acts.length;
  await button(name).click();
  await until(`the end of ${name}`, ({ acts }) =>
    acts.slice(before).some((act) => act.name === name && act.endedAt !== undefined),
  );
}

/** Waits until the page shows the text. */
async function shows(locator: Locator, text: string | RegExp, limit = LIMIT): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor({ timeout: limit });
}

/** A picture of what is on the screen, without motion. */
async function screenshot(name: string): Promise<void> {
  await page.evaluate("Promise.all(document.getAnimations().map(({ finished }) => finished))");
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

const idsIn = (type: string) => (picture().ec2 ?? []).map(({ id }) => id).filter((id) => id.startsWith(type));

test(
  "draws the deployment as it grows",
  async () => {
    await shows(station("queue"), "Not created yet");
    for (const name of Object.keys(ACTIONS) as ActionName[]) expect(await button(name).isDisabled()).toBe(true);
    const deploying = demo.deploy();
    await shows(page.locator(".status"), /Deploy with Terraform … · .* · \d+ of \d+ resources/, DEPLOY_LIMIT);
    await deploying;

    await shows(station("forwarder"), "the relay runs");
    await shows(station("forwarder"), /the token has \d+ s left/);
    expect(await station("queue").getAttribute("data-exists")).toBe("true");
  },
  DEPLOY_LIMIT,
);

test("a VPC, its subnets and its instances appear as nested boxes, as EC2 has them", async () => {
  await press("network");
  await until("all events", allDelivered);
  const [vpc = ""] = idsIn("vpc-");

  await shows(box(vpc), "network-1");
  await shows(page.locator(".sum"), "17 sent = 17 delivered + 0 queued + 0 set aside");
  await shows(happened("network"), "17 events: 17 delivered within");
  expect(await box(vpc).locator(".subnet").count()).toBe(2);
  expect(await box(vpc).locator(".subnet .instance").count()).toBe(3);
  expect(await box(vpc).locator(".instance", { hasText: "running" }).count()).toBe(3);
  expect(await page.locator(".box .differs").count()).toBe(0);
  expect(await station("mechcloud").locator("[data-event]").count()).toBe(17);
});

test("shows an event's times, tries and JSON, by keyboard too", async () => {
  await page.getByRole("button", { name: "CreateVpc", exact: true }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "CreateVpc" });

  await shows(dialog, "mc-cloudtrail-events");
  await shows(dialog.locator("ol"), "HTTP status 200");
  await shows(dialog.locator("pre"), '"detail-type": "AWS API Call via CloudTrail"');
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await station("mechcloud").locator("[data-event]").first().click();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

test("an instance gets another name", async () => {
  await press("tag");
  await until("all events", allDelivered);

  await shows(page.locator(".instance"), "web-3");
  await shows(happened("tag"), "2 events: 2 delivered within");
});

test("Scalr's events are logged, alerted and delivered", async () => {
  await press("run");
  await press("audit");

  await shows(page.locator(".scalr section", { hasText: "Runs (1)" }), "errored");
  await shows(page.locator(".scalr section", { hasText: "Audit log (1)" }), "create-workspace");
  await shows(page.locator(".scalr section", { hasText: "Destinations (2)" }), "chat:");
  await shows(page.locator(".scalr section", { hasText: "Destinations (2)" }), "automation:");
  await shows(page.locator(".scalr pre"), "Scalr run errored: workspace-name");
});

test("each event of a slow MechCloud can be seen while it is posted", async () => {
  await press("slow");
  await shows(station("mechcloud"), "up, but slow: 3.0 s an answer");
  await press("tag");
  await station("forwarder").locator("[data-event]").first().waitFor();
  await press("back");
  await until("all events", allDelivered);
});

test("200 events at once arrive, in order", async () => {
  const before = counts().delivered;
  await press("burst");
  await until("all events", (now) => counts().delivered === before + 200 && allDelivered(now));

  await shows(happened("burst"), "200 events: 200 delivered within");
  await shows(page.locator(".instance"), "web-104");
  expect(outOfOrder(picture().journeys.values())).toEqual([]);
  await until("the last name", ({ cloud, ec2 }) =>
    (ec2 ?? []).every(({ id, name }) => cloud.resources.get(id)?.name === name),
  );
  expect(await page.locator(".box .differs").count()).toBe(0);
});

test("the page connects again after its stream breaks, and gets what it missed", async () => {
  await page.context().setOffline(true);
  demo.page.disconnect();
  await shows(page.locator(".status"), "The connection to the demo is lost.");
  await demo.actions.press("tag");
  await page.context().setOffline(false);

  await shows(page.locator(".instance"), "web-105");
  await page.locator(".status", { hasText: "lost" }).waitFor({ state: "hidden" });
});

test("while MechCloud is away, events wait; then the relay resumes, and they arrive in order", async () => {
  const before = counts().delivered;
  await press("away");
  await shows(station("mechcloud"), "away");
  await press("network");
  await until("17 waiting events", () => counts().queued === 17);
  await shows(page.locator(".boxes"), "only EC2 has it");
  await until("a pause", ({ relay }) => relay.mapping === "Disabled", PAUSE_LIMIT);
  await shows(station("forwarder"), /the relay (waits until|is paused)/);
  await screenshot("demo-away-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await screenshot("demo-away-dark");
  await page.emulateMedia({ colorScheme: "light" });

  await press("back");
  await press("renew");
  await until("all events", allDelivered, PAUSE_LIMIT);
  expect(counts().delivered).toBe(before + 17);
  expect(outOfOrder(picture().journeys.values())).toEqual([]);
});

test("when the token has expired, events wait for a new one", async () => {
  await press("expire");
  await shows(station("forwarder"), "the token has expired");
  await press("tag");
  await until(
    "a refused token",
    ({ journeys }) => [...journeys.values()].at(-1)?.tries.some(({ status }) => status === 401) === true,
  );
  await until("a pause", ({ relay }) => relay.mapping !== "Enabled");
  await press("renew");
  await until("all events", allDelivered, PAUSE_LIMIT);

  await shows(station("forwarder"), /the token has 3\d+ s left/);
});

test("a refused event is set aside with the reason, and MechCloud does not learn of it", async () => {
  await press("refuse");
  await until("a dead letter", ({ queues }) => queues?.refused === 1, PAUSE_LIMIT);

  await shows(happened("refuse"), "1 set aside (HTTP status 400: this event is refused");
  await shows(station("refused"), "1 set aside");
  await shows(page.locator(".instance .differs"), "EC2: web-");
  await station("refused").locator("[data-event]").click();
  await shows(page.getByRole("dialog"), "HTTP status 400");
  await page.keyboard.press("Escape");
  await screenshot("demo-set-aside-light");
});

test("a VPC vanishes with all that is in it", async () => {
  const [vpc = ""] = idsIn("vpc-");
  await press("terminate");
  await until("all events", allDelivered);

  await box(vpc).waitFor({ state: "detached" });
});

test("each sent event is delivered, queued or set aside", async () => {
  const { sent, delivered, queued, setAside } = counts();

  await shows(page.locator(".sum"), `${sent} sent = ${delivered} delivered + ${queued} queued + ${setAside} set aside`);
  expect(sent).toBe(delivered + queued + setAside);
});

test.each([
  ["light", 1280],
  ["dark", 1280],
  ["light", 360],
  ["dark", 360],
] as const)("is accessible in %s, %i pixels wide", async (colorScheme, width) => {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 860 });
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");

  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
});

test("asks for nothing elsewhere, and has no errors", () => {
  expect(problems).toEqual([]);
});
