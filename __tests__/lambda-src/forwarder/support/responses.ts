import type { Respond } from "./world";

/** Does this with the first `times` requests about the event, and then answers 200. */
export function first(times: number, id: string, respond: Respond): Respond {
  let seen = 0;
  return (request, response, inWorld) => {
    if (request.id !== id || ++seen > times) response.end();
    else respond(request, response, inWorld);
  };
}

export const FOREVER = Number.POSITIVE_INFINITY;

export const status =
  (code: number, headers: Record<string, string> = {}): Respond =>
  (_request, response) =>
    response.writeHead(code, headers).end();
export const reset: Respond = (_request, response) => response.destroy();
export const resetMidAnswer: Respond = (_request, response) => {
  response.writeHead(200, { "Content-Length": "1000" }).write("{", () => response.destroy());
};
export const silence: Respond = () => undefined;
/** Answers after nine seconds of the world's own time. */
export const slow: Respond = (_request, response, { clock }) => {
  clock.advance(9_000);
  response.end();
};
