import { ASSET_NAME_TAG } from "../../lambda-src/contract/resource-types";
import { type Asset, assetsOf, countedAssets } from "../assets/assets";
import { nameTemplate } from "../assets/name-template";
import { enabledRegions } from "../assets/regions";
import { tagInOrder } from "../assets/tagging";
import type { Aws } from "../aws/aws";
import { type CommandContext, command } from "../command";
import { table } from "../output/table";
import { announce } from "../relay/announce";

const DEFAULT_TEMPLATE = "{name}";

export const tagAssets = command({
  name: "tag-assets",
  description: `tag the VPCs, subnets and instances that have no tag ${ASSET_NAME_TAG}`,
  details: [
    "Without --yes, only shows the names that it proposes. An existing tag is never changed.",
    "Ctrl-C stops after the current asset. Run the same command again to tag the rest.",
  ].join("\n"),
  options: {
    nameTemplate: {
      value: "template",
      description: "a name of {name} (the tag Name, else the id), {id}, {type} and {region}; default: {name}",
      parse: nameTemplate,
    },
    allRegions: { description: "all regions that are enabled for the account" },
    yes: { description: "tag the assets" },
  },
  async run({ nameTemplate: template, allRegions, yes, ...values }, context) {
    const { aws } = context;
    const { Account } = await aws.sts.getCallerIdentity({});
    const regions = allRegions ? await enabledRegions(aws) : [await aws.region()];
    const propose = template ?? nameTemplate(DEFAULT_TEMPLATE, "");
    const plans = await Promise.all(
      regions.map(async (region): Promise<Plan> => {
        const regional = context.connect({ ...values, region, manyCalls: true });
        const untagged = (await assetsOf(regional, Account!)).filter(({ tags }) => !(ASSET_NAME_TAG in tags));
        const assets = untagged.map((asset) => ({ region, ...asset, name: propose(asset, region) }));
        return { aws: regional, assets };
      }),
    );
    if (yes) await execute(plans, Account!, context);
    else show(plans, Account!, context);
  },
});

type Proposal = Pick<Asset, "type" | "id"> & { readonly region: string; readonly name: string };

/** What is to be tagged in a region, in this order. */
interface Plan {
  readonly aws: Aws;
  readonly assets: readonly Proposal[];
}

function show(plans: readonly Plan[], account: string, { output }: CommandContext): void {
  const assets = plans
    .flatMap(({ assets }) => assets)
    .map(({ region, type, id, name }) => ({ region, type, id, name }));
  const text =
    assets.length === 0
      ? `Each VPC, subnet and instance has the tag ${ASSET_NAME_TAG}.`
      : [
          table([["REGION", "TYPE", "ID", ASSET_NAME_TAG], ...assets.map((asset) => Object.values(asset))]),
          `Account ${account}: ${countedAssets(assets)} have no tag ${ASSET_NAME_TAG}. Nothing was changed. Add --yes to tag them.`,
        ].join("\n");
  output.result({ account, assets }, text);
}

async function execute(plans: readonly Plan[], account: string, { output, signal }: CommandContext): Promise<void> {
  const total = plans.reduce((sum, { assets }) => sum + assets.length, 0);
  const counts = { tagged: 0, skipped: 0 };
  const left = () => total - counts.tagged - counts.skipped;
  for (const { aws, assets } of plans) {
    if (assets.length === 0) continue;
    await announce({ aws, output }, `tag ${countedAssets(assets)}`);
    const line = output.progress(total);
    try {
      await tagInOrder(aws, assets, {
        signal,
        onDone: (result) => {
          counts[result] += 1;
          line.show("Tagged", total - left());
        },
      });
    } catch (error) {
      output.note(`Tagged ${counts.tagged} of ${total}. Run the same command again to tag the rest.`);
      throw error;
    } finally {
      line.end();
    }
  }
  const text = [`Tagged ${counts.tagged} of ${total}.`];
  if (counts.skipped > 0) text.push(`${counts.skipped} are gone, or have got a tag ${ASSET_NAME_TAG} meanwhile.`);
  if (left() > 0) text.push("Interrupted. Run the same command again to tag the rest.");
  output.result({ account, ...counts, left: left() }, text.join("\n"));
}
