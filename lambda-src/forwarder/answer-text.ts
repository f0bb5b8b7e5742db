/** SQS takes a message attribute as large as the message, but a person needs a sentence. */
const MAX_LENGTH = 512;

/** More of an answer is not looked at. */
const MAX_EXAMINED = 16_384;

const HIDDEN: readonly (readonly [what: RegExp, instead: string])[] = [
  [/[\w.%+-]+@[\w-]+(\.[\w-]+)+/g, "[e-mail]"],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]"],
  [/\bbearer\s+\S+/gi, "[token]"],
];

/** Line breaks and other control characters, and what is no character. */
const NOT_PLAIN = /[\s\p{C}]+/gu;

/**
 * The beginning of an answer's body, fit for a log line and a message attribute: one line of at most 512 characters, without
 * access tokens, e-mail addresses and control characters.
 *
 * @param accessToken the token that was sent
 */
export function answerText(body: string, accessToken: string): string {
  const line = body.slice(0, MAX_EXAMINED).replaceAll(accessToken, "[token]").replace(NOT_PLAIN, " ").trim();
  const plain = HIDDEN.reduce((text, [what, instead]) => text.replace(what, instead), line);
  return [...plain].slice(0, MAX_LENGTH).join("");
}
