const Sequencer = require("@jest/test-sequencer").default;

/** What takes more than a minute, mostly waiting; jest knows it from its second run on only. */
const LONGEST = [
  "demo-page.test.ts",
  "faults.test.ts",
  "mechcloud-module.test.ts",
  "healing.test.ts",
  "regions-and-accounts.test.ts",
  "scalr-events.test.ts",
  "app.test.ts",
  "cli.test.ts",
  "import.test.ts",
  "scalr-deployment.test.ts",
  "npm-package.test.ts",
  "ownership.test.ts",
  "token-renewal.test.ts",
  "python-forwarder.test.ts",
  "examples.test.ts",
  "scalr-transitions.test.ts",
  "mechcloud-transitions.test.ts",
  "release.test.ts",
];

/** Lets what takes longest begin first. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = LONGEST.findIndex((name) => path.endsWith(`/e2e/${name}`));
      return place < 0 ? LONGEST.length : place;
    };
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
