import { FactLog } from "../../../demo/fact-log";
import { pageApp } from "../../../demo/server/page-app";
import { sample } from "../../../samples/events";

const PAGE = "http://127.0.0.1:1234";
const token = { kind: "token", isStored: false } as const;

let log: FactLog;
let pressed: string[];
let app: ReturnType<typeof pageApp>;

beforeEach(() => {
  log = new FactLog();
  pressed = [];
  app = pageApp({
    log,
    files: new Map([["/page.css", { type: "text/css", text: "p {}" }]]),
    press: (name) => {
      pressed.push(name);
      return name === "away" ? Promise.reject(new Error("It is away.")) : Promise.resolve();
    },
  });
});

test("serves the page, which may load nothing from elsewhere", async () => {
  const page = await app.request(`${PAGE}/`);
  const css = await app.request(`${PAGE}/page.css`);

  expect(page.headers.get("content-security-policy")).toBe("default-src 'self'; img-src 'self' data:");
  expect(await page.text()).toContain('<script type="module" src="/page.js">');
  expect([css.headers.get("content-type"), await css.text()]).toEqual(["text/css", "p {}"]);
});

test.each([
  ["network", 204, ""],
  ["away", 409, "It is away."],
  ["toString", 404, "There is no such button."],
])("presses the button %s: %i", async (name, status, text) => {
  const response = await app.request(`${PAGE}/actions/${name}`, { method: "POST" });

  expect([response.status, await response.text()]).toEqual([status, text]);
  expect(pressed).toEqual(status === 404 ? [] : [name]);
});

test.each([
  ["another site", PAGE, { origin: "https://example.com" }],
  ["a frame without origin", PAGE, { origin: "null" }],
  ["another name for this computer", "http://example.com:1234", {}],
])("does not answer %s", async (_, url, headers) => {
  const response = await app.request(`${url}/actions/network`, { method: "POST", headers });

  expect([response.status, pressed]).toEqual([403, []]);
});

test("takes what a destination sends to the chat's webhook", async () => {
  const event = sample("scalr-run-errored.json");
  const response = await app.request(`${PAGE}/webhook`, { method: "POST", body: JSON.stringify(event) });

  expect(response.status).toBe(204);
  expect(log.facts).toEqual([expect.objectContaining({ kind: "scalr", place: "destination", name: "chat", event })]);
});

describe("the stream of facts", () => {
  async function messages(count: number, headers = {}): Promise<{ id: number; facts: unknown[] }[]> {
    const { body } = await app.request(`${PAGE}/facts`, { headers });
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const found = () => [...text.matchAll(/data: (.*)\nid: (.*)\n\n/g)];
    while (found().length < count) text += (await reader.read()).value;
    await reader.cancel();
    return found().map(([, data = "", id]) => ({ id: Number(id), facts: JSON.parse(data) as unknown[] }));
  }

  test("begins with all facts, and goes on with new ones", async () => {
    log.add(token, 1);
    log.add(token, 2);
    const reading = messages(2);
    setTimeout(() => log.add(token, 3), 50);

    expect(await reading).toEqual([
      {
        id: 2,
        facts: [
          { ...token, at: 1 },
          { ...token, at: 2 },
        ],
      },
      { id: 3, facts: [{ ...token, at: 3 }] },
    ]);
  });

  test("goes on where it broke", async () => {
    log.add(token, 1);
    log.add(token, 2);

    expect(await messages(1, { "last-event-id": "1" })).toEqual([{ id: 2, facts: [{ ...token, at: 2 }] }]);
  });
});
