import { LocalServer } from "../../../../samples/local-server";
import { awsEnvironment } from "../../support/aws-environment";

/** What AWS answers: a body, or the code of an error. */
export type AwsAnswer = object | string;

const { env } = process;

/** AWS, as far as one answer after the other goes. Call it outside of the tests. */
export function awsServer() {
  const aws = { answers: [] as AwsAnswer[], server: undefined as LocalServer | undefined };

  beforeEach(async () => {
    aws.answers = [];
    aws.server = await LocalServer.start((_request, response) => {
      const answer = aws.answers.shift();
      // Without an answer the caller waits until it gives up.
      if (answer === undefined) return undefined;
      if (typeof answer !== "string") return response.end(JSON.stringify(answer));
      return response
        .writeHead(400, { "x-amzn-errortype": answer })
        .end(JSON.stringify({ __type: answer, message: answer }));
    });
    process.env = { ...env, ...awsEnvironment, AWS_ENDPOINT_URL: aws.server.url };
  });

  afterEach(async () => {
    process.env = env;
    await aws.server!.stop();
  });

  return {
    answer: (...answers: AwsAnswer[]) => void aws.answers.push(...answers),
    /** What was called: target or method and path, and the parsed body. */
    calls: () =>
      aws.server!.requests.map(({ method, url, headers, body }) => [
        headers["x-amz-target"] ?? `${method} ${url}`,
        JSON.parse(body || "{}") as Record<string, unknown>,
      ]),
  };
}

/** A signal that stays silent. */
export const signal = new AbortController().signal;
