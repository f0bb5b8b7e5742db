import { cdktfArguments } from "../../../scripts/lib/cdktf-arguments";

test.each<[args: string[], stacks: string[], options: string[]]>([
  [[], ["*"], []],
  [["--auto-approve"], ["*"], ["--auto-approve"]],
  [["mechcloud-sync", "scalr-events"], ["mechcloud-sync", "scalr-events"], []],
  [["--var-file", "x.tfvars"], ["*"], ["--var-file=x.tfvars"]],
  [["--var-file=x.tfvars", "mechcloud-sync"], ["mechcloud-sync"], ["--var-file=x.tfvars"]],
  [["--var", "a=b", "--var", "c=d=e", "mechcloud-sync"], ["mechcloud-sync"], ["--var=a=b", "--var=c=d=e"]],
  [["--terraform-parallelism", "5", "--no-color"], ["*"], ["--terraform-parallelism=5", "--no-color"]],
  [["-o", "out", "mechcloud-sync", "--help"], ["mechcloud-sync"], ["--output=out", "--help"]],
])("of %j, the stacks are %j and the options %j", (args, stacks, options) => {
  expect(cdktfArguments(args)).toEqual({ stacks, options });
});
