// What `terraform apply` and `terraform destroy` say, without what makes it thousands of lines. Built-ins only: see scripts/terraform.mjs.
const { stripVTControlCharacters } = require("node:util");

/** "aws_sqs_queue.events: Still creating... [10s elapsed]": the end of each is enough. */
const UNDER_WAY =
  /: (?:Still |Creating\.\.\.|Destroying\.\.\.|Modifying\.\.\.|Reading\.\.\.|Read complete|Refreshing state)/;
/** The block of a resource that is created, destroyed or read as a whole follows; its header says so already. */
const WHOLE_BLOCK = /^ {1,3}(?:\+|-|<=) (?:resource|data) "/;
const BLOCK_END = /^ {4}\}/;
const READ_HEADER = /^ {2}# .* will be read during apply$|^ {2}# \(config refers to values not yet known\)$/;
/** scripts/cdktf.ts prints the outputs that people need. */
const OUTPUTS = /^(?:Changes to Outputs|Outputs):$/;
/** Ends the outputs of a plan. */
const AFTER_OUTPUTS = /^(?:Do you |\S+: |Apply complete|Destroy complete|─)/;

/**
 * @returns {(line: string) => boolean} whether a line is worth reading; asked line by line
 */
function briefFilter() {
  let isInBlock = false;
  let isInOutputs = false;
  let wasBlank = false;
  return (painted) => {
    const line = stripVTControlCharacters(painted).trimEnd();
    if (isInBlock) {
      isInBlock = !BLOCK_END.test(line);
      // The next header follows at once.
      wasBlank = true;
      return false;
    }
    if (WHOLE_BLOCK.test(line)) {
      isInBlock = true;
      return false;
    }
    isInOutputs = OUTPUTS.test(line) || (isInOutputs && !AFTER_OUTPUTS.test(line));
    if (isInOutputs || UNDER_WAY.test(line) || READ_HEADER.test(line)) return false;
    const isBlank = line === "";
    const isWorthReading = !(isBlank && wasBlank);
    wasBlank = isBlank;
    return isWorthReading;
  };
}

module.exports = { briefFilter };
