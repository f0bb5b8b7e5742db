import { type ClientHttp2Session, constants, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import { buffer } from "node:stream/consumers";

/** Before a message: whether it is compressed, and its length. https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
const PREFIX = 5;
const OK = "0";

/** Lets the server behind `session` answer a call, with messages as they come. */
export function forward(call: ServerHttp2Stream, headers: IncomingHttpHeaders, session: ClientHttp2Session): void {
  if (call.destroyed) return;
  const answer = session.request(headers);
  let trailers: IncomingHttpHeaders = {};
  answer.on("trailers", (received: IncomingHttpHeaders) => {
    trailers = received;
  });
  answer.on("response", (received, flags) => {
    if (call.destroyed) return;
    const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    call.respond(received, { endStream, waitForTrailers: !endStream });
  });
  call.on("wantTrailers", () => call.sendTrailers(trailers));
  call.pipe(answer).pipe(call);
  call.once("close", () => answer.close(constants.NGHTTP2_CANCEL));
  answer.once("error", () => call.close(constants.NGHTTP2_INTERNAL_ERROR));
  // The server has ended, which is no error of the stream.
  answer.once("close", () => {
    if (!call.headersSent) call.close(constants.NGHTTP2_INTERNAL_ERROR);
  });
}

/**
 * Makes a call whose request is an empty message.
 * @returns the answer's message
 */
export async function ask(headers: IncomingHttpHeaders, session: ClientHttp2Session): Promise<Uint8Array> {
  const stream = session.request(headers);
  let trailers: IncomingHttpHeaders = {};
  const read = (received: IncomingHttpHeaders) => {
    trailers = { ...trailers, ...received };
  };
  // Without a message, the headers are all there is.
  stream.on("response", read).on("trailers", read);
  stream.end(Buffer.alloc(PREFIX));
  const body = await buffer(stream);
  if (trailers["grpc-status"] !== OK) throw new Error(`${headers[":path"]} failed: ${JSON.stringify(trailers)}`);
  return body.subarray(PREFIX);
}

/** Answers a call with one message, whatever it asks. */
export function answer(call: ServerHttp2Stream, message: Uint8Array): void {
  call.resume();
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32BE(message.length, 1);
  call.once("wantTrailers", () => call.sendTrailers({ "grpc-status": OK }));
  call.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
  call.end(Buffer.concat([prefix, message]));
}
