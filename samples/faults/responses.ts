import type { Respond } from "./world";

/** Does this with the first `times` requests about the event, and then answers 200. */
export function first(times: number, id: string, respond: Respond): Respond {
  let seen = 0;
  return (request, response, world) => {
    if (request.id === id && ++seen <= times) return respond(request, response, world);
    response.end();
  };
}

/** Does this with requests about these events, and answers 200 to others. */
export function only(ids: readonly string[], respond: Respond): Respond {
  return (request, response, world) => {
    if (ids.includes(request.id)) return respond(request, response, world);
    response.end();
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}): Respond =>
  (_request, response) =>
    void response.writeHead(code, headers).end();
export const reset: Respond = (_request, response) => void response.destroy();
export const resetMidAnswer: Respond = (_request, response) => {
  response.writeHead(200, { "Content-Length": "1000" }).write("{", () => response.destroy());
};
export const silence: Respond = ({ id }, _response, world) => world.timeOut(id);
/** Answers after six of the ten seconds that a request may take: the rest is for a busy computer. */
export const slow: Respond = (_request, response) => void setTimeout(() => response.end(), 6_000);
/** Nobody is left to be answered. */
export const kill: Respond = (_request, _response, world) => world.killFunction();
