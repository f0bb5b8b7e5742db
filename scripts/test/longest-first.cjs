const Sequencer = require("@jest/test-sequencer").default;

/** What takes longest, mostly waiting; jest knows it from its second run on only. */
const LONGEST = ["faults.test.ts", "mechcloud-module.test.ts"];

/** Lets what takes longest begin first. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (LONGEST.some((name) => path.endsWith(`/e2e/${name}`)) ? 0 : 1);
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
};
