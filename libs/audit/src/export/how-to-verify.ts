import type { JournalHeader } from './journal';
import type { Coverage } from './read-books';

/** `VERIFY.md`: how to check the package with common tools, none of them ours. */
export const howToVerify = (
  { title, facts }: JournalHeader,
  { events, eventsDigest }: Coverage,
): string => `# ${title}：审计包核对办法

${facts.map(([label, value]) => `- ${label}：${value}`).join('\n')}

核对不需要本软件。所用工具：sha256sum、grep、awk 为系统自带；hledger、beancount 在 Debian、Ubuntu
可用 apt 安装。

## 一、文件未被改动

\`\`\`sh
sha256sum --check SHA256SUMS
\`\`\`

每一行都应显示“成功”或 OK。\`manifest.json\` 中另载各文件的字节数与摘要；请把 \`manifest.json\` 的摘要抄在底稿上。

## 二、账与事件是同一批

两本账的开头都写着“事件摘要”，应等于 \`events.ndjson\` 的摘要：

\`\`\`sh
sha256sum events.ndjson
# ${eventsDigest}
\`\`\`

## 三、账自身无误

\`\`\`sh
hledger -f books.journal check -s ordereddates payees
bean-check books.beancount
\`\`\`

两条命令都应无输出、退出码为 0。账中每笔分录后都写明账户余额，改动任何一处金额一分钱，核对即报错并指出行号。

## 四、本部门的事件没有缺号

\`\`\`sh
wc -l < events.ndjson   # 应为 ${events}
grep -o '"sequence":"[0-9]*"' events.ndjson | tr -dc '0-9\\n' | awk '$1 != NR { print "缺号：" NR; exit 1 }'
\`\`\`

## 五、账与事件逐笔相符

每笔分录带事件号 \`(E-000123)\` 与 \`event:\` 标识，可在 \`events.ndjson\` 中找到同一 \`id\`（\`number\` 即事件号）的事件，
其 \`data.amountFen\` 为金额（分）。例如列出全部支付事件及金额：

\`\`\`sh
grep '"type":"cn.bofu.commitment-settled.v1"' events.ndjson | grep -o '"\\(amountFen\\|paidOn\\|sequence\\)":"[^"]*"'
\`\`\`

## 六、附件

\`attachments.tsv\` 列出各附件文件的 SHA-256、字节数、类型、编号与文件名，与 \`events.ndjson\` 中
\`cn.bofu.attachment-added.v1\` 事件所载相同。导出时写了 \`--attachments\` 的，文件在 \`attachments\` 文件夹中，以 SHA-256
为文件名；第一步已逐份核对。手中另有纸件扫描件的，与之比对：

\`\`\`sh
cut -f 1,5 attachments.tsv
\`\`\`

## 七、常用查询

\`\`\`sh
hledger -f books.journal balance Assets:Quota            # 各指标可用余额
hledger -f books.journal balance Expenses:Paid -M        # 各指标逐月支出
hledger -f books.journal register Expenses:Paid -e 2021-07-01
\`\`\`

## 账户

| 账户                         | 含义                                     |
| ---------------------------- | ---------------------------------------- |
| \`Assets:Quota:Y年度:P指标\`     | 指标：余额即可用指标                     |
| \`Assets:InTransit:Y年度:P指标\` | 在途：已提交、未支付                     |
| \`Assets:Frozen:Y年度:P指标\`    | 冻结                                     |
| \`Expenses:Paid:Y年度:P指标\`    | 支出：期初与已支付，减退回、冲销、更正转出 |
| \`Income:Source:Y年度:级次\`     | 来源：下达与追加为负，追减与收回为正     |
| \`Equity:Virement:Y年度\`        | 调剂过渡：调出与调入之间，余额应为零     |

一个项目的各级资金各有指标，账户名依次为项目编码、名称、级次，提前下达、预拨、临时指标、结转和第二批起另行注明。

退至财政专户、支出户或国库的款项不恢复指标，账上没有分录，支出不变；见 \`events.ndjson\` 中 \`cn.bofu.payment-returned-by-bank\`、
\`cn.bofu.payment-returned-by-payee\` 事件的 \`charges\`，其 \`restores\` 为 \`fund-account\` 或 \`treasury\`。

\`streams.tsv\` 列出每个事件流的最后一个事件；事件带有哈希时，最后一列是该流的末哈希。
`;
