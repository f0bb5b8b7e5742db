// Both flows on this computer: real Terraform and the real functions on a local AWS, with a stand-in for MechCloud.
import { openBrowser } from "./browser";
import { Demo } from "./demo";
import { HELP, type Options, parseOptions } from "./options";
import { Terminal } from "./terminal/terminal";

const CTRL_C = 130;

async function main(): Promise<void> {
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY && !process.env.CI);
  const options = parseOptions(process.argv.slice(2), isTerminal);
  if (options.help) return console.log(HELP);
  const demo = await Demo.open();
  const terminal = new Terminal(demo.log);
  terminal.print(`Page: ${demo.page.url}`, "bold");
  if (isTerminal) openBrowser(demo.page.url);
  try {
    await play(demo, terminal, options);
  } finally {
    await demo.stop();
    terminal.close();
  }
}

async function play(demo: Demo, terminal: Terminal, { once, destroy }: Options): Promise<void> {
  await demo.deploy();
  try {
    await demo.tellStory();
  } catch (error) {
    // A person may want to look at what went wrong.
    if (once) throw error;
    process.exitCode = 1;
  }
  terminal.print(`   ${await demo.decisions()}`);
  if (!once) return stay(demo, terminal);
  if (destroy) await demo.destroy();
}

/** Until Ctrl-C, which ends the process. */
async function stay({ env }: Demo, terminal: Terminal): Promise<void> {
  terminal.print();
  terminal.print("Press the page's buttons, or use the AWS CLI or Terraform in another terminal:");
  for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"]) {
    terminal.print(`  export ${name}=${env[name]}`);
  }
  terminal.print("Ctrl-C ends the demo and everything in it.");
  process.prependOnceListener("SIGINT", () => process.exit());
  await new Promise(() => undefined);
}

// Hides the AWS SDK's warning about the Node.js versions that it will require next year.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// Starts a new line: a progress line may be incomplete.
process.on("exit", (code) => code === CTRL_C && console.log("\nStopped; the local AWS and everything in it are gone."));

main().catch((error: Error) => {
  console.error(`\n${error.message}`);
  process.exit(1);
});
