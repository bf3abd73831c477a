// Says in one sentence that this Node is too old, where the program itself would end in a trace of somebody else's. Old
// syntax on purpose: the versions meant to read this know no other.
var engines = require('../package.json').engines.node;

/** `^20.19.5 || ^22.15 || >=24`, as package.json has it: no other way of writing ranges is understood. */
function fits(version) {
  var have = numbers(version);
  return engines.split('||').some(function (range) {
    var parts = /^(\^|>=)(\d+(?:\.\d+){0,2})$/.exec(range.trim());
    var least = numbers(parts[2]);
    return (parts[1] === '>=' || have[0] === least[0]) && !isOlder(have, least);
  });
}

function numbers(version) {
  return version
    .replace(/^v/, '')
    .split('.')
    .map(function (part) {
      return parseInt(part, 10);
    });
}

function isOlder(have, least) {
  for (var at = 0; at < least.length; at += 1) if (have[at] !== least[at]) return have[at] < least[at];
  return false;
}

function refusal(version) {
  return fits(version) ? null : '拨付不能在 Node ' + version + ' 上运行，须为：' + engines.split(' || ').join(' 或 ');
}

exports.refusal = refusal;

if (require.main === module && refusal(process.version) !== null) {
  console.error(refusal(process.version));
  process.exit(1);
}
