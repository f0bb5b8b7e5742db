import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { source as axe, type Result } from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
import { Demo } from "../../demo/demo";
import { ACTIONS, type ActionName } from "../../demo/picture/actions";
import { countsOf } from "../../demo/picture/journey";
import type { Picture } from "../../demo/picture/picture";
import { CLOUD_ACCOUNT } from "../../demo/stage/mechcloud";
import { STORY } from "../../demo/story/story";
import { Teller } from "../../demo/story/teller";
import { LOCAL_ACCOUNT, LOCAL_REGION } from "../../local-aws/account";
import { CACHE, ROOT } from "../../scripts/lib/project";
import { startBrowser } from "./support/browser";
import { DEPLOY_LIMIT } from "./support/test-bed";

/** The relay pauses for a minute or two, and the computer may be busy; in milliseconds. */
const PAUSE_LIMIT = 300_000;
// A busy computer is no failure.
const LIMIT = 180_000;

/** `npm test -- e2e` looks at the page; with UPDATE_SCREENSHOTS=1, it also renews the pictures of the documentation. */
const SCREENSHOTS = join(process.env.UPDATE_SCREENSHOTS ? join(ROOT, "docs") : CACHE, "images");

const SIZE = { width: 1280, height: 1000 };

jest.setTimeout(2 * LIMIT);

let demo: Demo;
let browser: Browser;
let page: Page;
/** Presses the buttons of the page. */
let teller: Teller;
/** What the page asked for elsewhere, and what went wrong in it. */
const problems: string[] = [];

beforeAll(async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  demo = await Demo.open();
  browser = await startBrowser();
  page = await browser.newPage({ viewport: SIZE, colorScheme: "light" });
  teller = new Teller({ press }, demo.log);
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
/** Tells one chapter of the story. */
const tell = (title: string) => teller.tell(STORY.filter((chapter) => chapter.title === title));

const button = (name: ActionName): Locator => page.getByRole("button", { name: ACTIONS[name].label, exact: true });
const happened = (name: ActionName): Locator => page.locator("li", { has: button(name) }).locator(".happened");
const station = (name: string): Locator => page.locator(`[data-station="${name}"]`);
const box = (id: string): Locator => page.locator(`[data-resource="${id}"]`);

/** A press of a button does this first. */
let beforePress: { readonly [name in ActionName]?: () => Promise<void> } = {};

async function press(name: ActionName): Promise<void> {
  await beforePress[name]?.();
  const before = picture().acts.length;
  await button(name).click();
  await until(`the end of ${name}`, ({ acts }) =>
    acts.slice(before).some((act) => act.name === name && act.endedAt !== undefined),
  );
}

/** Waits until the page shows the text. */
async function expectText(locator: Locator, text: string | RegExp, limit = LIMIT): Promise<void> {
  await locator.filter({ hasText: text }).first().waitFor({ timeout: limit });
}

/** A picture of the top of the page, without motion. */
async function screenshot(name: string): Promise<void> {
  await page.evaluate("scrollTo(0, 0)");
  await page.evaluate("Promise.all(document.getAnimations().map(({ finished }) => finished))");
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

/** The one in "Renamed i-1 to web-5." */
const newName = () => /\S+(?=\.$)/.exec(picture().acts.at(-1)?.text ?? "")?.[0] ?? "?";
const idsIn = (type: string) => (picture().ec2 ?? []).map(({ id }) => id).filter((id) => id.startsWith(type));

test(
  "draws the deployment as it grows",
  async () => {
    await expectText(station("queue"), "Not created yet");
    for (const name of Object.keys(ACTIONS) as ActionName[]) expect(await button(name).isDisabled()).toBe(true);
    const deploying = demo.deploy();
    await expectText(page.locator(".status"), /Deploy with Terraform … · .* · \d+ of \d+ resources/, DEPLOY_LIMIT);
    await deploying;

    await expectText(station("forwarder"), "the relay runs");
    await expectText(station("forwarder"), /the token has \d+ s left/);
    expect(await station("queue").getAttribute("data-exists")).toBe("true");
  },
  DEPLOY_LIMIT,
);

test("a network appears as nested boxes, as EC2 has it", async () => {
  await tell("A network appears");
  await until("EC2 to say the same", () => idsIn("i-").length === 3);
  const [vpc = ""] = idsIn("vpc-");

  await expectText(box(vpc), "network-1");
  await expectText(page.locator(".sum"), "17 sent = 17 delivered + 0 queued + 0 set aside");
  await expectText(happened("network"), "17 events: 17 delivered within");
  expect(await box(vpc).locator(".subnet").count()).toBe(2);
  expect(await box(vpc).locator(".subnet .instance").count()).toBe(3);
  expect(await box(vpc).locator(".instance", { hasText: "running" }).count()).toBe(3);
  expect(await page.locator(".box .differs").count()).toBe(0);
  expect(await station("mechcloud").locator("[data-event]").count()).toBe(17);
  await screenshot("demo-network-light");
  // Motion takes time of the processor, and was seen by now.
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("shows an event's times, tries and JSON, by keyboard too", async () => {
  await page.getByRole("button", { name: "CreateVpc", exact: true }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "CreateVpc" });

  await expectText(dialog, "mc-cloudtrail-events");
  await expectText(dialog, `${LOCAL_ACCOUNT}, ${LOCAL_REGION}`);
  await expectText(dialog, CLOUD_ACCOUNT);
  await expectText(dialog.locator("ol"), "HTTP status 200");
  await expectText(dialog.locator("pre"), '"detail-type": "AWS API Call via CloudTrail"');
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await station("mechcloud").locator("[data-event]").first().click();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
});

test("an instance gets another name", async () => {
  await press("tag");

  await expectText(page.locator(".instance"), newName());
  await expectText(happened("tag"), "2 events: 2 delivered within");
});

test(
  "while MechCloud is away, events wait, and the relay pauses",
  async () => {
    beforePress = {
      back: async () => {
        await expectText(station("mechcloud"), "away");
        await expectText(station("queue"), "17 queued");
        await expectText(page.locator(".boxes"), "only EC2 has it");
        await expectText(station("forwarder"), /the relay waits until \d\d:\d\d:\d\d, \d+ s more/);
        await screenshot("demo-away-light");
        await page.emulateMedia({ colorScheme: "dark" });
        await screenshot("demo-away-dark");
        await page.emulateMedia({ colorScheme: "light" });
      },
    };
    await tell("MechCloud goes away");
    beforePress = {};

    await expectText(page.locator(".story"), /The relay has paused itself until .*; 17 events wait in the queue/);
  },
  PAUSE_LIMIT,
);

test("Scalr's events are logged, alerted and delivered", async () => {
  await tell("Meanwhile, Scalr");

  await expectText(page.locator(".scalr section", { hasText: "Runs (1)" }), "errored");
  await expectText(page.locator(".scalr section", { hasText: "Audit log (1)" }), "create-workspace");
  await expectText(page.locator(".scalr section", { hasText: "Destinations (2)" }), "chat:");
  await expectText(page.locator(".scalr section", { hasText: "Destinations (2)" }), "automation:");
  await expectText(page.locator(".scalr pre"), "Scalr run errored: workspace-name");
});

test("the page connects again after its stream breaks, and gets what it missed", async () => {
  await page.context().setOffline(true);
  demo.page.disconnect();
  await expectText(page.locator(".status"), "The connection to the demo is lost.");
  await demo.actions.press("audit");
  await page.context().setOffline(false);

  await expectText(page.locator(".scalr section"), "Audit log (2)");
  await page.locator(".status", { hasText: "lost" }).waitFor({ state: "hidden" });
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  beforeAll(() => page.evaluate(axe));

  afterEach(async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(SIZE);
  });

  test.each([SIZE.width, 360])("the page is accessible, %i pixels wide", async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ ...SIZE, width });
    const violations = await page.evaluate<Result[]>(
      "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
    );

    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  });
});

test(
  "the relay resumes by itself, and what waited arrives",
  async () => {
    await tell("The relay comes back by itself");

    await expectText(station("forwarder"), "the relay runs");
    await expectText(station("queue"), "0 queued");
    expect(await page.locator(".box .differs").count()).toBe(0);
  },
  PAUSE_LIMIT,
);

test(
  "when the token has expired, events wait for a new one",
  async () => {
    beforePress = {
      tag: () => expectText(station("forwarder"), "the token has expired"),
      renew: () => expectText(station("queue"), "2 queued"),
    };
    await tell("The access token expires");
    beforePress = {};

    await expectText(station("forwarder"), /the token has 3\d+ s left/);
    await expectText(happened("expire"), "The token has 5 s left.");
  },
  PAUSE_LIMIT,
);

test("a refused event steps aside, and holds up no other one: a network vanishes", async () => {
  const [vpc = ""] = idsIn("vpc-");
  await tell("MechCloud refuses one event");
  await tell("Meanwhile, a network vanishes");

  await box(vpc).waitFor({ state: "detached" });
  await expectText(page.locator(".instance .differs"), "EC2: web-");
});

test("of 200 events at once, all arrive", async () => {
  const before = counts().delivered;
  await press("burst");
  await until("200 events", () => counts().delivered === before + 200);

  await expectText(happened("burst"), "200 events: 200 delivered within");
  await expectText(page.locator(".instance"), newName());
});

test(
  "the refused event is set aside with the reason; nothing is lost or out of order",
  async () => {
    await tell("The count");
    const { sent, delivered } = counts();

    await expectText(page.locator(".sum"), `${sent} sent = ${delivered} delivered + 0 queued + 1 set aside`);
    await expectText(
      page.locator(".story"),
      `${sent} sent = ${delivered} delivered + 0 queued + 1 set aside, in order.`,
    );
    await expectText(happened("refuse"), "1 set aside (HTTP status 400: this event is refused");
    await station("refused").locator("[data-event]").click();
    await expectText(page.getByRole("dialog"), "Set aside: answer");
    await page.keyboard.press("Escape");
    await screenshot("demo-set-aside-light");
  },
  PAUSE_LIMIT,
);

test("an event that always fails steps aside while others are delivered, and the relay does not pause", async () => {
  await press("poison");

  await expectText(page.locator(".instance"), newName());
  await expectText(station("queue"), "1 queued");
  await expectText(station("forwarder"), "the relay runs");
});

test("each event of a slow MechCloud can be seen while it is posted", async () => {
  await press("slow");
  await expectText(station("mechcloud"), "up, but slow: 3.0 s an answer");
  await press("tag");
  const name = newName();
  await station("forwarder").locator("[data-event]").first().waitFor();
  await press("back");

  await expectText(station("mechcloud").locator(".state"), /^up$/);
  await expectText(page.locator(".instance"), name);
});

test("each button was pressed, and none failed", () => {
  expect(new Set(picture().acts.map(({ name }) => name))).toEqual(new Set(Object.keys(ACTIONS)));
  expect(picture().acts.filter(({ hasFailed }) => hasFailed)).toEqual([]);
});

test("the page asks for nothing elsewhere, and has no errors", () => {
  expect(problems).toEqual([]);
});
