#!/usr/bin/env node
import { Command, Option } from 'commander';
import { REPORT_FORMATS, REPORT_KINDS, REPORT_TITLE } from '@bofu/reporting';
import { evaluateAlertsOn, listAlerts, showAlert } from './alerts.command';
import { compareProjections, verifyRecord } from './audit.command';
import { explainedDifference } from './audit-diff.command';
import { exportForAudit } from './audit-export.command';
import { answerAuditQuestion } from './audit-question.command';
import { calendarDue } from './calendar.command';
import { demo } from './demo/demo.command';
import { doctor } from './doctor.command';
import { listEvents } from './events.command';
import { exitCodeOf } from './exit-code';
import { forecast } from './forecast.command';
import { importProgrammesFile } from './import.command';
import { listAllJobs, runOneJob, showJob } from './jobs.command';
import { projectionStatus, rebuildProjection } from './projection.command';
import { writeReportFile, type ReportOptions } from './report-file.command';
import { reportPlanAgainstActual } from './report.command';
import { start } from './start.command';
import { explain } from './terminal';

const TITLES: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

const program = new Command('bofu')
  .description('拨付：县级部门预算资金拨付跟踪\n数据写到标准输出，其余写到标准错误；--json 供程序读取')
  .helpOption('-h, --help', '显示帮助')
  .helpCommand('help [command]', '显示某条命令的帮助')
  .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
  .configureOutput({ outputError: (message, write) => write(message.replace(/^error: /, '用法有误：')) })
  .addHelpText(
    'after',
    `
示例：
  bofu start                                           启动服务（空账）
  bofu demo --once                                     演示 2021 年全年后退出
  bofu import programmes 项目.json                     导入项目并核对控制数
  bofu report plan-against-actual --as-of 2021-10-31   计划与实际
  bofu report execution-progress --as-of 2021-10-31 --format xlsx --out 进度.xlsx

退出码：0 正常  1 意外  2 用法  3 核对有差异  4 未找到  5 不允许  6 冲突  7 服务不可用  130 中断`,
  );

program.command('start').description('启动服务；首次启动为空账').action(start);

program
  .command('demo')
  .description('导入一个预算单位 2021 年的 22 个项目，按办理人员的操作走完全年，然后继续提供服务')
  .option('--once', '演示后退出，不继续提供服务')
  .option('--json', '输出各时点数据（JSON）')
  .option('--reset', '清除演示数据，重新开始')
  .option('--until <date>', '只办到这一天（登记日期），其后的由您来办')
  .action(demo);

program
  .command('import')
  .description('导入')
  .command('programmes')
  .description('导入项目文件；同一文件不会重复登记')
  .argument('<file>', '项目文件（JSON）')
  .option('--actor <name>', '操作人', '命令行')
  .option('--json', '输出 JSON')
  .action(importProgrammesFile);

const report = program.command('report').description('报表');
report
  .command('plan-against-actual')
  .description('计划与实际：按项目、级次、单位、预算类型')
  .option('--year <year>', '预算年度；缺省取 --as-of 的年度')
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为年度最后一天')
  .option('--known-at <point>', '登记时点：事件位置，或带时区的时刻；缺省为现在')
  .option('--json', '输出 JSON')
  .action(reportPlanAgainstActual);
for (const kind of REPORT_KINDS) {
  const command = report
    .command(kind)
    .description(`${REPORT_TITLE[kind]}，写成 xlsx 或 csv 文件`)
    .option('--year <year>', '预算年度；缺省取 --as-of 的年度')
    .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为年度最后一天')
    .option('--known-at <position>', '登记时点：事件位置，或带时区的时刻；缺省为现在')
    .addOption(new Option('--format <format>', '文件格式').choices(REPORT_FORMATS).default('csv'))
    .option('--out <file>', '写到此文件；csv 缺省写到标准输出');
  if (kind === 'ledger') command.requiredOption('--appropriation <id>', '预算指标，如 2021-13062121RXGO3YWDTCKQR');
  if (kind === 'disbursements') command.option('--appropriation <id>', '只要这一个预算指标的');
  command.action((options: ReportOptions) => writeReportFile(kind, options));
}

program
  .command('forecast')
  .description('资金预测：哪个月首先不足、缺多少、依据什么；带 --headcount、--rate、--supplement 即为试算，不登记')
  .option('--year <year>', '预算年度；缺省取 --as-of 的年度')
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为年度最后一天')
  .option('--known-at <point>', '登记时点：事件位置，或带时区的时刻；缺省为现在')
  .option('--appropriation <id>', '试算的预算指标')
  .option('--headcount <n>', '试算：人数')
  .option('--rate <yuan>', '试算：标准（元，两位小数）')
  .option('--supplement <yuan>', '试算：追加金额（元，两位小数）')
  .option('--supplement-on <date>', '试算：追加日期')
  .option('--back-test', '回测：各月末的预测与后来实际')
  .option('--json', '输出 JSON')
  .action(forecast);

const projection = program.command('projection').description('投影（由事件推导的账表）');
projection.command('status').description('进度与滞后').option('--json', '输出 JSON').action(projectionStatus);
projection
  .command('rebuild')
  .description('从第一个事件重建，建成后替换')
  .argument('<name>', '投影名')
  .action(rebuildProjection);

program
  .command('events')
  .description('事件')
  .command('list')
  .description('按登记先后输出事件，每行一个 JSON')
  .option('--stream <prefix>', '只要流名以此开头的')
  .option('--after <position>', '从此位置之后开始')
  .option('--limit <n>', '最多几个')
  .action(listEvents);

const audit = program.command('audit').description('审计');
audit
  .command('verify')
  .description('从第一个事件起核对哈希链，指出第一个不相符的事件；不相符时退出码为 3')
  .option('--json', '输出 JSON')
  .action(verifyRecord);
audit
  .command('compare')
  .description('由第一个事件重建各投影，与现有账表逐行比对；不符时退出码为 3')
  .argument('[projection]', '投影名；缺省为全部')
  .option('--json', '输出 JSON')
  .action(compareProjections);
audit
  .command('export')
  .description('由事件写出可独立核对的账（hledger、beancount）或审计包（cloudevents）')
  .addOption(
    new Option('--format <format>', '格式').choices(['hledger', 'beancount', 'cloudevents']).default('hledger'),
  )
  .option('--year <year>', '预算年度；缺省为全部')
  .option('--as-of <date>', '业务日期截至 YYYY-MM-DD')
  .option('--known-at <time>', '登记时点：事件位置，或带时区的时刻')
  .option('--out <path>', '写到文件；审计包写到文件夹（须为空）')
  .action(exportForAudit);
audit
  .command('diff')
  .description('两个时点（甲、乙）之间的差额，以及构成差额的逐笔事件')
  .requiredOption('--year <year>', '预算年度')
  .option('--appropriation <id>', '只看一项预算指标')
  .option('--a-as-of <date>', '甲：业务日期；缺省为年度最后一天')
  .option('--a-known-at <point>', '甲：登记时点（事件位置，或带时区的时刻）；缺省为现在')
  .option('--b-as-of <date>', '乙：业务日期；缺省为年度最后一天')
  .option('--b-known-at <point>', '乙：登记时点；缺省为现在')
  .option('--limit <n>', '最多列出几个事件', '200')
  .option('--json', '输出 JSON')
  .action(explainedDifference);
audit
  .command('question')
  .description('由事件直接回答审计问题；不写编号则列出可问的问题')
  .argument('[number]', '问题编号')
  .option('--year <year>', '预算年度', '2021')
  .option('--as-of <date>', '业务日期截至 YYYY-MM-DD；缺省为年度最后一天')
  .option('--known-at <time>', '登记时点：事件位置，或带时区的时刻')
  .option('--programme <code>', '只问一个项目（项目编码）')
  .option('--period <month>', '只问一个所属期 YYYY-MM')
  .option('--calendar <file...>', '其他年度的日历文件（JSON）')
  .option('--json', '输出 JSON，含明细与事件')
  .action(answerAuditQuestion);

const alerts = program.command('alerts').description('预警');
alerts
  .command('list')
  .description('未销号的预警，重者在前')
  .option('--year <year>', '预算年度')
  .option('--as-of <date>', '评估的业务日期 YYYY-MM-DD；缺省为现状')
  .addOption(new Option('--level <level>', '级别').choices(['info', 'yellow', 'orange', 'red']))
  .addOption(new Option('--situation <situation>', '状态').choices(['open', 'acknowledged', 'snoozed', 'cleared']))
  .option('--rule <rule>', '规则编号，如 R06')
  .option('--json', '输出 JSON')
  .action(listAlerts);
alerts
  .command('show')
  .description('一条预警及其经过')
  .argument('<alertId>', '预警编号')
  .option('--as-of <date>', '评估的业务日期 YYYY-MM-DD；缺省为现状')
  .option('--json', '输出 JSON')
  .action(showAlert);
alerts
  .command('evaluate')
  .description('按某一业务日期（日终）评估全部规则；重复评估不产生新的记录')
  .option('--on <date>', '业务日期 YYYY-MM-DD；缺省为昨日')
  .option('--json', '输出 JSON')
  .action(evaluateAlertsOn);

program
  .command('calendar')
  .description('工作日历')
  .command('due')
  .description('每月发放时限落在哪一天（休息日提前），以及何时送银行')
  .option('--year <year>', '年度', '2021')
  .option('--day <day>', '每月几日以前；31 即月底', '30')
  .option('--file <file...>', '其他年度的日历文件（JSON）')
  .option('--json', '输出 JSON')
  .action(calendarDue);

const jobs = program.command('jobs').description('后台任务');
jobs
  .command('list')
  .description('后台任务列表，新的在前')
  .option('--kind <kind>', '任务种类')
  .option('--limit <n>', '最多几项', '50')
  .option('--json', '输出 JSON')
  .action(listAllJobs);
jobs.command('show').description('一项后台任务（JSON）').argument('<id>', '任务编号').action(showJob);
jobs
  .command('run')
  .description('提交一项后台任务并等到它结束')
  .argument('<kind>', '任务种类，例如 projection-rebuild')
  .option('--parameters <json>', '参数（JSON）', '{}')
  .option('--actor <name>', '操作人', '命令行')
  .action(runOneJob);

program.command('doctor').description('检查配置与各项服务').option('--json', '输出 JSON').action(doctor);

program.exitOverride((outcome) => {
  // Commander reports help and version as exceptions too; those are no mistakes.
  process.exit(outcome.exitCode === 0 ? 0 : 2);
});

program.parseAsync().then(
  () => {
    // Everything opened has been closed by now; a forgotten handle must not keep a shell waiting.
    process.exit(process.exitCode ?? 0);
  },
  (error: unknown) => {
    explain(error);
    process.exit(exitCodeOf(error));
  },
);
