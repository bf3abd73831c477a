const { default: Sequencer } = require('@jest/test-sequencer');

/** Where whole offices and browsers are opened: minutes each, so that nobody waits for one of them at the end. */
const LONG = ['/test/browser/', '/test/replay/', '/test/e2e/', '/test/access/', '/test/faults/', '.int-spec.ts'];
const rank = (path) => {
  const at = LONG.findIndex((part) => path.includes(part));
  return at === -1 ? LONG.length : at;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    // Within a rank as Jest has them: by how long they took before, else by size.
    return super.sort(tests).sort((one, other) => rank(one.path) - rank(other.path));
  }
};
