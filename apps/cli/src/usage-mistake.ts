/** Commander's own sentences about a command line, as they are told here. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^error: /, '用法有误：'],
  [/option '(.+?)' argument '([^]*?)' is invalid\. /, '选项 $1 的值“$2”不正确，'],
  [/command-argument value '([^]*?)' is invalid for argument '(.+?)'\. /, '参数 $2 的值“$1”不正确，'],
  [/Allowed choices are (.+)\./, '须为 $1 之一'],
  [/missing required argument '(.+?)'/, '缺少参数 $1'],
  [/required option '(.+?)' not specified/, '缺少选项 $1'],
  [/option '(.+?)' argument missing/, '选项 $1 缺少值'],
  [/unknown option '([^]+?)'/, '没有选项 $1'],
  [/unknown command '([^]+?)'/, '没有命令 $1'],
  [/too many arguments.*? but got \d+\./, '参数过多'],
  [/\n\(Did you mean (?:one of )?(.+?)\?\)/, '，是否想用 $1'],
];

/** On one line, whatever was typed. */
export const inChinese = (message: string): string =>
  `${SENTENCES.reduce((said, [theirs, ours]) => said.replace(theirs, ours), message.trimEnd()).replace(/\p{C}/gu, '\uFFFD')}\n`;
