import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { LOCAL_ACCOUNT } from "../../../local-aws/account";

/** Whenever so many calls were accepted, EC2 refuses the next ones: on a computer of any speed. */
const ACCEPTED = 1_000;
const REFUSED = 3;

/**
 * An EC2 of many assets that throttles CreateTags. The local AWS needs too long for so many.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
export class ThrottlingEc2 {
  /** The ids in the order in which they were tagged. */
  readonly tagged: string[] = [];
  readonly #names = new Map<string, string>();
  throttled = 0;
  onTagged: () => void = () => {};
  #calls = 0;
  readonly #server: Server;

  private constructor(private readonly ids: readonly string[]) {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const [status, answer] = this.#answer(new URLSearchParams(body));
        response.writeHead(status, { "content-type": "text/xml" }).end(answer);
      });
    });
  }

  static async start(ids: readonly string[]): Promise<ThrottlingEc2> {
    const ec2 = new ThrottlingEc2(ids);
    await new Promise<void>((resolve) => ec2.#server.listen(0, "127.0.0.1", resolve));
    return ec2;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(query: URLSearchParams): [status: number, body: string] {
    const start = Number(query.get("NextToken") ?? "0");
    switch (query.get("Action") ?? "") {
      case "GetCallerIdentity":
        return [200, identity];
      case "DescribeVpcs":
        return [200, this.#page("vpc", start, "DescribeVpcsResponse", "vpcSet")];
      case "DescribeSubnets":
        return [200, this.#page("subnet", start, "DescribeSubnetsResponse", "subnetSet")];
      case "DescribeInstances":
        return [200, this.#page("i", start, "DescribeInstancesResponse", "instancesSet")];
      case "DescribeTags":
        return [200, this.#tags([...query.values()])];
      case "CreateTags":
        if (!this.#isThrottled()) return [200, this.#tag(query)];
        this.throttled += 1;
        return [503, THROTTLED];
      default:
        return [400, `<Response><Errors><Error><Code>${query.get("Action")}</Code></Error></Errors></Response>`];
    }
  }

  #page(kind: string, start: number, response: string, set: string): string {
    const found = this.ids.filter((id) => id.startsWith(`${kind}-`));
    const end = start + 1_000;
    const field = kind === "i" ? "instanceId" : `${kind}Id`;
    const items = found
      .slice(start, end)
      .map((id) => `<item><${field}>${id}</${field}>${this.#tagSet(id)}</item>`)
      .join("");
    const list = `<${set}>${items}</${set}>`;
    const body = kind === "i" ? `<reservationSet><item>${list}</item></reservationSet>` : list;
    return `<${response}>${body}${end < found.length ? `<nextToken>${end}</nextToken>` : ""}</${response}>`;
  }

  #tagSet(id: string): string {
    const name = this.#names.get(id);
    return name ? `<tagSet><item><key>Mc-Asset-Name</key><value>${name}</value></item></tagSet>` : "";
  }

  #tags(values: readonly string[]): string {
    const items = values
      .filter((id) => this.#names.has(id))
      .map((id) => `<item><key>Mc-Asset-Name</key><resourceId>${id}</resourceId></item>`);
    return `<DescribeTagsResponse><tagSet>${items.join("")}</tagSet></DescribeTagsResponse>`;
  }

  #tag(query: URLSearchParams): string {
    const id = query.get("ResourceId.1")!;
    this.#names.set(id, query.get("Tag.1.Value")!);
    this.tagged.push(id);
    this.onTagged();
    return "<CreateTagsResponse><return>true</return></CreateTagsResponse>";
  }

  #isThrottled(): boolean {
    return this.#calls++ % (ACCEPTED + REFUSED) >= ACCEPTED;
  }
}

const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>${LOCAL_ACCOUNT}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

const THROTTLED =
  "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors></Response>";
