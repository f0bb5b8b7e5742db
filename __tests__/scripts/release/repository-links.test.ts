import { version } from "../../../package.json";
import { withRepositoryLinks } from "../../../scripts/release/links";

const REPOSITORY = "https://github.com/example/aws-event-relay";
const MODULE = "terraform/terraform-aws-mechcloud-sync";
const at = (view: string, path: string) => `${REPOSITORY}/${view}/v${version}/${path}`;

test.each([
  [
    "to a section of another document",
    "[costs](../../docs/costs.md#scalr-events)",
    `[costs](${at("blob", "docs/costs.md#scalr-events")})`,
  ],
  ["to a folder", "[the app](../../examples/)", `[the app](${at("tree", "examples")})`],
  ["of a picture", '<img src="../../docs/performance.svg">', `<img src="${at("raw", "docs/performance.svg")}">`],
  ["to a file of the module", "[tags](examples/tags/main.tf)", "[tags](examples/tags/main.tf)"],
  ["in the document", "[inputs](#inputs)", "[inputs](#inputs)"],
  ["to another host", "[SQS](https://aws.amazon.com/sqs)", "[SQS](https://aws.amazon.com/sqs)"],
  ["that is code", "`first[0](event)`", "`first[0](event)`"],
])("a link %s", (_kind, text, expected) => {
  const paths = ["README.md", "examples/tags/main.tf"].map((path) => `${MODULE}/${path}`);

  expect(withRepositoryLinks(text, paths[0]!, paths, REPOSITORY)).toBe(expected);
});
