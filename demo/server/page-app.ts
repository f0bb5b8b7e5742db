import { setTimeout as delay } from "node:timers/promises";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { FactLog } from "../fact-log";
import { type ActionName, actionNames } from "../picture/actions";
import type { ScalrEvent } from "../picture/scalr-event";

const PATIENCE_MS = 10_000;
const OWN = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

export interface PageParts {
  readonly log: FactLog;
  /** The page's files by path. */
  readonly files: ReadonlyMap<string, { readonly type: string; readonly text: string }>;
  /** Presses a button. */
  readonly press: (name: ActionName) => Promise<void>;
}

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>aws-event-relay on a local AWS</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body><noscript>This page is drawn by JavaScript.</noscript></body>
</html>
`;

/** Serves the page, its stream of facts, its buttons, and the webhook that stands for a chat. */
export function pageApp({ log, files, press }: PageParts): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'self'"], imgSrc: ["'self'", "data:"] },
      strictTransportSecurity: false,
    }),
  );
  // Another site that the browser shows must neither read the page nor press its buttons.
  app.use(async ({ req, text }, next) => {
    const { origin } = new URL(req.url);
    const isOwn = OWN.test(origin) && (req.header("origin") ?? origin) === origin;
    return isOwn ? next() : text("Only this computer's own page is answered.", 403);
  });
  app.get("/", ({ html }) => html(HTML));
  for (const [path, { type, text }] of files) app.get(path, ({ body }) => body(text, 200, { "content-type": type }));
  app.get("/facts", (context) =>
    streamSSE(context, (stream) => sendFacts(stream, log, Number(context.req.header("last-event-id") ?? 0))),
  );
  app.post("/actions/:name", async ({ req, body, text }) => {
    const name = actionNames.find((candidate) => candidate === req.param("name"));
    if (!name) return text("There is no such button.", 404);
    try {
      await press(name);
      return body(null, 204);
    } catch (error) {
      return text((error as Error).message, 409);
    }
  });
  app.post("/webhook", async ({ req, body }) => {
    log.add({ kind: "scalr", place: "destination", name: "chat", event: await req.json<ScalrEvent>() });
    return body(null, 204);
  });
  return app;
}

/** Sends all facts from a number on, those to come too. */
async function sendFacts(stream: SSEStreamingApi, log: FactLog, first: number): Promise<void> {
  let wake = (): void => undefined;
  const end = log.onFact(() => wake());
  stream.onAbort(() => {
    end();
    wake();
  });
  let next = first;
  while (!stream.aborted) {
    const facts = log.facts.slice(next);
    next += facts.length;
    // An empty message shows that the demo is still there.
    await stream.writeSSE({ id: String(next), data: JSON.stringify(facts) });
    if (log.facts.length > next) continue;
    const news = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await Promise.race([news, delay(PATIENCE_MS, undefined, { ref: false })]);
  }
}
