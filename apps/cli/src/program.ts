import { Command, Option } from 'commander';
import { ATTACHMENT_KINDS } from '@bofu/attachment';
import { BUDGET_TYPES, ISSUE_KINDS } from '@bofu/budget';
import { PAPER_PRINTS } from '@bofu/budget-paper';
import { CASH_FLOWS, FUNDING_LEVELS, POSTS, YEAR_END_DISPOSALS } from '@bofu/kernel';
import { PAYEE_KINDS } from '@bofu/payee';
import { REPORT_FORMATS, REPORT_KINDS, REPORT_TITLE, REPORTS } from '@bofu/reporting';
import { tokenGiven } from './acting-from-command-line';
import { printAdministratorLinks } from './administrators.command';
import * as read from './arguments';
import { closeBackfill, listAgencies, openBackfill, registerAgency } from './agency.command';
import { evaluateAlertsOn, listAlerts, showAlert } from './alerts.command';
import { adoptPlan, issueAppropriation, listAppropriations, supplementAppropriation } from './appropriation.command';
import { addAttachment, getAttachment, listAttachments, withdrawAttachment } from './attachment.command';
import { compareProjections, verifyRecord } from './audit.command';
import { explainedDifference } from './audit-diff.command';
import { exportForAudit } from './audit-export.command';
import { answerAuditQuestion } from './audit-question.command';
import { calendarDue, correctCalendarYear, listCalendarYears, loadCalendarYear } from './calendar.command';
import { demo } from './demo/demo.command';
import { doctor } from './doctor.command';
import { listEvents } from './events.command';
import { forecast } from './forecast.command';
import { importProgrammesFile } from './import.command';
import { listAllJobs, runOneJob, showJob } from './jobs.command';
import { closeMonth, monthStatus, reopenMonth } from './month.command';
import { endPaper, enterPaper, showPaper, signPaper, submitPaper } from './budget-paper.command';
import { readPaper } from './paper.command';
import { handOverPayment, showPayment, signPayment, withdrawPayment } from './payment-steps.command';
import { confirmAccount, listPayees, proposeAccount, registerPayee } from './payee.command';
import { payPayment, submitDisbursement, submitRun } from './payment.command';
import { listPeople, registerPerson } from './person.command';
import { endProgramme, listProgrammes, registerProgramme, setStandard } from './programme.command';
import { projectionStatus, rebuildProjection } from './projection.command';
import { writeReportFile, type ReportOptions } from './report-file.command';
import { reportPlanAgainstActual } from './report.command';
import { productVersion } from './project-root';
import { defineScheme, listSchemes } from './scheme.command';
import { start } from './start.command';
import { listUnits, registerUnit } from './unit.command';
import { inChinese } from './usage-mistake';
import { disposeOfBalance, lockYear, reopenYear, signYear, yearStatus } from './year.command';

const TITLES: Record<string, string> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** Every command and what may stand behind it. */
export const program = new Command('bofu')
  // Inherited by every command made from here on, as is how mistakes are told.
  .exitOverride()
  .description('拨付：县级部门预算资金拨付跟踪\n数据写到标准输出，其余写到标准错误；--json 供程序读取')
  .helpOption('-h, --help', '显示帮助')
  .helpCommand('help [command]', '显示某条命令的帮助')
  .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
  .version(productVersion(), '-V, --version', '显示版本')
  .configureOutput({ outputError: (message, write) => write(inChinese(message)) })
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

const AGENCY = ['--agency <agency>', '部门编号或代码；只有一个部门时可省略'] as const;
/** On every command that reads a year's books: whose, which year, by which day, as known when. */
const ofBooks = (command: Command): Command =>
  command
    .option(...AGENCY)
    .option('--year <year>', '预算年度；缺省取 --as-of 的年度', read.year)
    .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为年度最后一天', read.date)
    .option('--known-at <point>', '登记时点：事件位置，或带时区的时刻；缺省为现在', read.knownAt);
const ACTOR = ['--actor <actor>', '操作人：人员编号、工号或姓名', read.actor] as const;
const CONFIRMATION = ['--confirmation <reason>', '被询问后写明的事由：确非重复、金额无误等', read.freeText] as const;
const POST = new Option('--post <post>', '岗位；缺省为经办，凭令牌办理时为令牌的岗位').choices(POSTS);

/** On every command that records something: whose books, who acts, from which post. */
const acting = (command: Command): Command =>
  (tokenGiven() === null ? command.requiredOption(...ACTOR) : command.option(...ACTOR))
    .option(...AGENCY)
    .addOption(POST)
    .option(...CONFIRMATION);
/** The same where the first of all is registered: nobody is there yet who could be named. */
const founding = (command: Command): Command =>
  command
    .option(...AGENCY)
    .option(...ACTOR)
    .addOption(POST)
    .option(...CONFIRMATION);

program.command('start').description('启动服务；首次启动为空账').action(start);

program
  .command('administrators')
  .description('打印安全管理员的一次性链接：首任两位，或在任不足两位时补足')
  .action(printAdministratorLinks);

program
  .command('demo')
  .description('导入一个预算单位 2021 年的 22 个项目，按办理人员的操作走完全年并转入 2022 年一季度，然后继续提供服务')
  .option('--once', '演示后退出，不继续提供服务')
  .option('--json', '输出各时点数据（JSON）')
  .option('--reset', '清除演示数据，重新开始')
  .option('--single-person', '不设岗位与登录：在页面上选操作人')
  .option('--until <date>', '只办到这一天（登记日期），其后的由您来办', read.date)
  .action(demo);

const agency = program.command('agency').description('部门');
founding(agency.command('register'))
  .description('登记部门；登记第一个部门时不写操作人')
  .requiredOption('--code <code>', '部门代码', read.text)
  .requiredOption('--name <name>', '部门名称', read.freeText)
  .requiredOption('--region-code <code>', '行政区划代码', read.text)
  .requiredOption('--region-name <name>', '行政区划', read.text)
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .option('--parent <agency>', '上级部门的编号或代码')
  .option('--json', '输出 JSON')
  .action(registerAgency);
acting(agency.command('open-backfill'))
  .description('开启期初补录：关闭之前，早于五个工作日的业务不必逐笔写补登事由')
  .requiredOption('--reason <text>', '事由', read.freeText)
  .action(openBackfill);
acting(agency.command('close-backfill')).description('关闭期初补录').action(closeBackfill);
agency
  .command('list')
  .description('部门列表')
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为今日', read.date)
  .option('--json', '输出 JSON')
  .action(listAgencies);

const person = program.command('person').description('人员');
founding(person.command('register'))
  .description('登记人员；登记部门的第一人时不写操作人')
  .requiredOption('--name <name>', '姓名', read.actor)
  .option('--number <number>', '工号', read.text)
  .option('--service', '是服务程序，不是自然人')
  .option('--same-name', '已核实：确为同名的另一人')
  .option('--json', '输出 JSON')
  .action(registerPerson);
person
  .command('list')
  .description('人员列表')
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listPeople);

const unit = program.command('unit').description('单位');
acting(unit.command('register'))
  .description('登记单位')
  .requiredOption('--code <code>', '单位编码', read.unitCode)
  .requiredOption('--name <name>', '单位名称', read.freeText)
  .requiredOption('--nature <nature>', '单位性质，按预算所载', read.text)
  .requiredOption('--funding-form <form>', '经费保障形式，按预算所载', read.text)
  .requiredOption('--opened-on <date>', '启用日期 YYYY-MM-DD', read.date)
  .option('--json', '输出 JSON')
  .action(registerUnit);
unit
  .command('list')
  .description('单位列表')
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为今日', read.date)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listUnits);

acting(program.command('import').description('导入').command('programmes'))
  .description('导入项目文件；同一文件不会重复登记')
  .argument('<file>', '项目文件（JSON）')
  .option('--json', '输出 JSON')
  .action(importProgrammesFile);

const paper = program.command('paper').description('公开的预算文件，与改变预算的单据');
paper
  .command('read')
  .description('读成草稿：项目、计划、指标与合计，各带出处；不登记。数字对不上时退出码为 3')
  .argument('<file>', '部门预算公开（.docx，或由它转成的 .txt）')
  .option('--json', '输出 JSON')
  .action(readPaper);
acting(paper.command('submit'))
  .description('提交单据：下达、追加、调剂、计划、标准等，一份可有多项')
  .argument('<file>', 'JSON，与 POST /v1/papers 的请求体相同')
  .option('--json', '输出 JSON')
  .action(submitPaper);
acting(paper.command('enter'))
  .description('把公开的预算文件作为一份单据提交，各数带出处；须核定的先列出，未核定的不提交，退出码为 3')
  .argument('<file>', '部门预算公开（.docx，或由它转成的 .txt）')
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .option('--choices <file>', 'JSON：核定的各处 [{ sequence, field, value, reason }]')
  .addOption(new Option('--prints <which>', '账上已有的项目：文件印的是全年数还是追加数').choices(PAPER_PRINTS))
  .option('--json', '输出 JSON')
  .action(enterPaper);
paper
  .command('show')
  .description('一份单据：现在入账的前后，签字所需的摘要')
  .argument('<paper>', '单据编号')
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(showPaper);
for (const [name, what] of [
  ['review', '复核单据'],
  ['approve', '审批单据：各项一并入账，一项不能则全不入账'],
] as const)
  acting(paper.command(name))
    .description(what)
    .argument('<paper>', '单据编号')
    .requiredOption('--digest <digest>', '所见单据的摘要', read.digest)
    .requiredOption('--shown-at <position>', '所见单据的账读到哪里', read.text)
    .action(signPaper(name));
for (const [name, what] of [
  ['return', '退回单据'],
  ['withdraw', '撤回自己提交的单据'],
] as const)
  acting(paper.command(name))
    .description(what)
    .argument('<paper>', '单据编号')
    .requiredOption('--reason <text>', '事由', read.freeText)
    .action(endPaper(name));

const programme = program.command('programme').description('预算项目');
acting(programme.command('register'))
  .description('登记项目')
  .requiredOption('--code <code>', '项目编码', read.programmeCode)
  .requiredOption('--name <name>', '项目名称', read.freeText)
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .option('--json', '输出 JSON')
  .action(registerProgramme);
acting(programme.command('standard'))
  .description('登记发放标准：每人多少、多少人、何时以前')
  .argument('<programme>', '项目编号')
  .option('--rate <rate>', '名称=元/周期，如 基础养老金=93.00/month；可多次', read.labelledRate, [])
  .option('--heads <n>', '人数', read.count)
  .addOption(new Option('--cash-flow <how>', '支出方式').choices(CASH_FLOWS).default('monthly'))
  .addOption(new Option('--deadline-day <day>', '每月几日以前').argParser(read.dayOfMonth).conflicts('deadlineOn'))
  .option('--deadline-on <MM-DD>', '每年何日以前', read.monthDay)
  .option('--printed <text>', '发放时限的原文', read.freeText)
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .action(setStandard);
acting(programme.command('end'))
  .description('项目终止：自该日起不再应发')
  .argument('<programme>', '项目编号')
  .requiredOption('--ends-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .requiredOption('--reason <reason>', '事由', read.freeText)
  .action(endProgramme);
programme
  .command('list')
  .description('项目列表')
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为现状', read.date)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listProgrammes);

const DOCUMENT_NUMBER = ['--document-number <number>', '文号', read.documentNumber] as const;
const DOCUMENT_DATE = ['--document-date <date>', '发文日期 YYYY-MM-DD', read.date] as const;
const appropriation = program.command('appropriation').description('预算指标');
acting(appropriation.command('issue'))
  .description('指标下达；新项目写明编码与名称，随之登记')
  .option('--programme <id>', '项目编号')
  .option('--programme-code <code>', '项目编码', read.programmeCode)
  .option('--programme-name <name>', '项目名称', read.freeText)
  .option('--year <year>', '预算年度；缺省取 --effective-on 的年度', read.year)
  .requiredOption('--unit-code <code>', '预算单位编码', read.unitCode)
  .requiredOption('--unit-name <name>', '预算单位', read.freeText)
  .addOption(new Option('--level <level>', '资金级次').choices(FUNDING_LEVELS).makeOptionMandatory())
  .addOption(new Option('--budget-type <type>', '预算类型').choices(BUDGET_TYPES).default('general-public'))
  .addOption(new Option('--as <kind>', '下达方式').choices(ISSUE_KINDS).default('regular'))
  .option('--batch <n>', '批次', read.count, 1)
  .option('--formed-in <year>', '形成年度；结转指标填资金形成的年度', read.year)
  .option(...DOCUMENT_NUMBER)
  .option(...DOCUMENT_DATE)
  .requiredOption('--amount <yuan>', '金额（元，两位小数）', read.amount)
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .option('--json', '输出 JSON')
  .action(issueAppropriation);
acting(appropriation.command('supplement'))
  .description('指标追加')
  .argument('<appropriation>', '指标编号')
  .requiredOption('--amount <yuan>', '金额（元，两位小数）', read.amount)
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .requiredOption('--reason <reason>', '事由', read.freeText)
  .option(...DOCUMENT_NUMBER)
  .option(...DOCUMENT_DATE)
  .action(supplementAppropriation);
acting(appropriation.command('plan'))
  .description('登记支出计划')
  .argument('<appropriation>', '指标编号')
  .requiredOption('--checkpoint <point>', '日期=累计百分比，如 2026-03-31=25.00；可多次', read.checkpoint)
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .action(adoptPlan);
appropriation
  .command('list')
  .description('指标列表')
  .option('--year <year>', '预算年度', read.year)
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为现状', read.date)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listAppropriations);

const payee = program.command('payee').description('收款户及其账户');
payee
  .command('list')
  .description('收款户与账户（尾号）')
  .option('--q <text>', '代码、户名或其拼音首字母', read.freeText)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listPayees);
acting(payee.command('register'))
  .description('登记收款户')
  .requiredOption('--code <code>', '代码，本部门内不重复', read.freeText)
  .requiredOption('--name <name>', '户名（单位），不得填写个人', read.freeText)
  .addOption(new Option('--kind <kind>', '类别').choices(PAYEE_KINDS).default('organisation'))
  .option('--json', '输出 JSON')
  .action(registerPayee);
acting(payee.command('propose-account'))
  .description('提出账户，待另一人确认后才能付款')
  .argument('<payee>', '收款户代码或编号')
  .requiredOption('--number-file <file>', '写有账号的文件')
  .requiredOption('--bank <bank>', '开户银行', read.freeText)
  .option('--replaces <lastFour>', '由它替换的账户的尾号', read.freeText)
  .requiredOption('--reason <text>', '事由', read.freeText)
  .action(proposeAccount);
acting(payee.command('confirm-account'))
  .description('确认账户：提出人以外的一人')
  .argument('<payee>', '收款户代码或编号')
  .argument('<lastFour>', '账号尾号')
  .action(confirmAccount);

const payeeKind = () => new Option('--payee-kind <kind>', '收款类别').choices(PAYEE_KINDS);
const scheme = program.command('scheme').description('发放方案');
acting(scheme.command('define'))
  .description('制定发放方案：一人一次的发放由哪些指标各负担多少')
  .requiredOption('--name <name>', '方案名称', read.freeText)
  .requiredOption('--line <line>', '指标编号=元/周期，如 …=93.00/month；可多次', read.sharedRate)
  .requiredOption('--heads <n>', '人数', read.count)
  .requiredOption('--payee <name>', '收款户名（单位），不得填写个人', read.freeText)
  .addOption(payeeKind().default('persons-by-bank'))
  .requiredOption('--effective-on <date>', '自何日起 YYYY-MM-DD', read.date)
  .option('--json', '输出 JSON')
  .action(defineScheme);
scheme
  .command('list')
  .description('某日执行的发放方案')
  .option('--as-of <date>', '业务日期 YYYY-MM-DD；缺省为今日', read.date)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listSchemes);

const payment = program.command('payment').description('拨付与发放');
acting(payment.command('submit-run'))
  .description('按发放方案提交一个月的正常发放；任一指标不足则整批不办')
  .argument('<scheme>', '发放方案编号')
  .requiredOption('--period <month>', '所属期 YYYY-MM', read.month)
  .option('--heads <n>', '人数；缺省为方案人数', read.count)
  .option('--account <lastFour>', '收款账户的尾号；方案指明收款户而其账户不止一个的', read.freeText)
  .requiredOption('--purpose <text>', '摘要', read.freeText)
  .requiredOption('--on <date>', '提交日期 YYYY-MM-DD', read.date)
  .option('--late-reason <text>', '补登事由：日期早于五个工作日的', read.freeText)
  .option('--json', '输出 JSON')
  .action(submitRun);
acting(payment.command('submit'))
  .description('提交一笔拨付')
  .argument('<appropriation>', '指标编号')
  .requiredOption('--amount <yuan>', '金额（元，两位小数）', read.amount)
  .option('--period <month>', '所属期 YYYY-MM', read.month)
  .option('--payee <name>', '收款户名（单位），不得填写个人', read.freeText)
  .addOption(payeeKind().default('organisation'))
  .option('--payee-code <code>', '登记的收款户代码，代替 --payee', read.freeText)
  .option('--account <lastFour>', '其账户的尾号；不止一个的', read.freeText)
  .requiredOption('--purpose <text>', '摘要', read.freeText)
  .requiredOption('--on <date>', '提交日期 YYYY-MM-DD', read.date)
  .option('--late-reason <text>', '补登事由：日期早于五个工作日的', read.freeText)
  .option('--json', '输出 JSON')
  .action(submitDisbursement);
payment
  .command('show')
  .description('一笔拨付：所签的内容摘要与办理经过')
  .argument('<payment>', '拨付编号')
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(showPayment);
for (const [name, description] of [
  ['review', '复核：提交人以外的一人'],
  ['approve', '审批：第三人'],
  ['second-approve', '第二次审批：金额或累计达到审批分档的，第四人'],
] as const)
  acting(payment.command(name))
    .description(description)
    .argument('<payment>', '拨付编号')
    .requiredOption('--digest <digest>', '所见的内容摘要', read.digest)
    .requiredOption('--on <date>', '日期 YYYY-MM-DD', read.date)
    .action(signPayment(name));
acting(payment.command('hand-over'))
  .description('移交国库或银行')
  .argument('<payment>', '拨付编号')
  .requiredOption('--on <date>', '移交日期 YYYY-MM-DD', read.date)
  .action(handOverPayment);
acting(payment.command('withdraw'))
  .description('撤回；启用登录后为申请，由另一人同意')
  .argument('<payment>', '拨付编号')
  .requiredOption('--on <date>', '日期 YYYY-MM-DD', read.date)
  .requiredOption('--reason <text>', '事由', read.freeText)
  .option('--late-reason <text>', '补登事由：日期早于五个工作日的', read.freeText)
  .action(withdrawPayment);
acting(payment.command('pay'))
  .description('登记已支付')
  .argument('<payment>', '拨付编号')
  .requiredOption('--on <date>', '支付日期 YYYY-MM-DD', read.date)
  .option('--voucher <number>', '支付凭证号', read.text)
  .option('--late-reason <text>', '补登事由：日期早于五个工作日的', read.freeText)
  .option('--bank <name>', '付款银行（代理银行），凭证由它编号', read.bank)
  .action(payPayment);

const report = program.command('report').description('报表');
ofBooks(report.command('plan-against-actual'))
  .description('计划与实际：按项目、级次、单位、预算类型')
  .option('--json', '输出 JSON')
  .action(reportPlanAgainstActual);
for (const kind of REPORT_KINDS) {
  const command = ofBooks(report.command(kind))
    .description(`${REPORT_TITLE[kind]}，写成 xlsx、csv 或 pdf 文件`)
    .addOption(new Option('--format <format>', '文件格式').choices(REPORT_FORMATS).default('csv'))
    .option('--out <file>', '写到此文件；csv 缺省写到标准输出');
  const takes = new Set(REPORTS[kind].takes);
  if (takes.has('from')) command.option('--from <date>', '起日 YYYY-MM-DD；缺省为年初', read.date);
  if (takes.has('unitCode')) command.option('--unit <code>', '只要这一个预算单位的', read.text);
  if (takes.has('fundingLevel'))
    command.addOption(new Option('--level <level>', '只要这一级资金的').choices(FUNDING_LEVELS));
  if (takes.has('programmeId')) command.option('--programme <id>', '只要这一个预算项目的（项目编号）');
  if (kind === 'ledger') command.requiredOption('--appropriation <id>', '预算指标编号');
  else if (takes.has('appropriationId')) command.option('--appropriation <id>', '只要这一个预算指标的');
  command.action((options: ReportOptions) => writeReportFile(kind, options));
}

ofBooks(program.command('forecast'))
  .description('资金预测：哪个月首先不足、缺多少、依据什么；带 --headcount、--rate、--supplement 即为试算，不登记')
  .option('--appropriation <id>', '试算的预算指标')
  .option('--headcount <n>', '试算：人数', read.count)
  .option('--rate <yuan>', '试算：标准（元，两位小数）', read.amount)
  .option('--supplement <yuan>', '试算：追加金额（元，两位小数）', read.amount)
  .option('--supplement-on <date>', '试算：追加日期', read.date)
  .option('--back-test', '回测：各月末的预测与后来实际')
  .option('--json', '输出 JSON')
  .action(forecast);

const projection = program.command('projection').description('投影（由事件推导的账表）');
projection.command('status').description('进度与滞后').option('--json', '输出 JSON').action(projectionStatus);
projection
  .command('rebuild')
  .description('从第一个事件重建，建成后替换')
  .argument('[name]', '投影名；缺省为全部')
  .action(rebuildProjection);

program
  .command('events')
  .description('事件')
  .command('list')
  .description('按登记先后输出事件，每行一个 JSON')
  .option('--stream <prefix>', '只要流名以此开头的')
  .option('--after <position>', '从此位置之后开始', read.position)
  .option('--limit <n>', '最多几个', read.count)
  .action(listEvents);

const audit = program.command('audit').description('审计');
audit
  .command('verify')
  .description('从第一个事件起核对哈希链，附件逐份核对摘要，指出第一个不相符的事件；不相符时退出码为 3')
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
  .description(
    '由事件写出可独立核对的账（hledger、beancount）或审计包（cloudevents），或一个年度的审计接口数据（gbt42940，草案）',
  )
  .option(...AGENCY)
  .addOption(
    new Option('--format <format>', '格式')
      .choices(['hledger', 'beancount', 'cloudevents', 'gbt42940'])
      .default('hledger'),
  )
  .option('--year <year>', '预算年度；缺省为全部', read.year)
  .option('--as-of <date>', '业务日期截至 YYYY-MM-DD', read.date)
  .option('--known-at <time>', '登记时点：事件位置，或带时区的时刻', read.knownAt)
  .option('--out <path>', '写到文件；审计包与接口数据写到文件夹（须为空）')
  .option('--attachments', '审计包连同附件的文件')
  .action(exportForAudit);
audit
  .command('diff')
  .description('两个时点（甲、乙）之间的差额，以及构成差额的逐笔事件')
  .option(...AGENCY)
  .requiredOption('--year <year>', '预算年度', read.year)
  .option('--appropriation <id>', '只看一项预算指标')
  .option('--a-as-of <date>', '甲：业务日期；缺省为年度最后一天', read.date)
  .option('--a-known-at <point>', '甲：登记时点（事件位置，或带时区的时刻）；缺省为现在', read.knownAt)
  .option('--b-as-of <date>', '乙：业务日期；缺省为年度最后一天', read.date)
  .option('--b-known-at <point>', '乙：登记时点；缺省为现在', read.knownAt)
  .option('--limit <n>', '最多列出几个事件', read.count, 200)
  .option('--json', '输出 JSON')
  .action(explainedDifference);
audit
  .command('question')
  .description('由事件直接回答审计问题；不写编号则列出可问的问题')
  .option(...AGENCY)
  .argument('[number]', '问题编号')
  .option('--year <year>', '预算年度；缺省取 --as-of 的年度，都没有则为今年', read.year)
  .option('--as-of <date>', '业务日期截至 YYYY-MM-DD；缺省为年度最后一天', read.date)
  .option('--known-at <time>', '登记时点：事件位置，或带时区的时刻', read.knownAt)
  .option('--programme <code>', '只问一个项目（项目编码）', read.programmeCode)
  .option('--period <month>', '只问一个所属期 YYYY-MM', read.month)
  .option('--json', '输出 JSON，含明细与事件')
  .action(answerAuditQuestion);

const alerts = program.command('alerts').description('预警');
alerts
  .command('list')
  .description('未销号的预警，重者在前')
  .option(...AGENCY)
  .option('--year <year>', '预算年度', read.year)
  .option('--as-of <date>', '评估的业务日期 YYYY-MM-DD；缺省为现状', read.date)
  .addOption(new Option('--level <level>', '级别').choices(['info', 'yellow', 'orange', 'red']))
  .addOption(new Option('--situation <situation>', '状态').choices(['open', 'acknowledged', 'snoozed', 'cleared']))
  .option('--rule <rule>', '规则编号，如 R06')
  .option('--json', '输出 JSON')
  .action(listAlerts);
alerts
  .command('show')
  .description('一条预警及其经过')
  .option(...AGENCY)
  .argument('<alertId>', '预警编号')
  .option('--as-of <date>', '评估的业务日期 YYYY-MM-DD；缺省为现状', read.date)
  .option('--json', '输出 JSON')
  .action(showAlert);
acting(alerts.command('evaluate'))
  .description('按某一业务日期（日终）评估全部规则；重复评估不产生新的记录')
  .option('--on <date>', '业务日期 YYYY-MM-DD，须已结束；缺省为昨日', read.date)
  .option('--year <year>', '预算年度；缺省取业务日期的年度', read.year)
  .option('--json', '输出 JSON')
  .action(evaluateAlertsOn);

const calendar = program.command('calendar').description('工作日历');
calendar
  .command('list')
  .description('已载入的年度')
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listCalendarYears);
acting(calendar.command('load'))
  .description('载入一个年度：--year 取公开数据，--file 取自行录入的文件')
  .option('--year <year>', '年度', read.year)
  .option('--file <file>', '日历文件（JSON）')
  .option('--reason <reason>', '事由', read.freeText)
  .action(loadCalendarYear);
acting(calendar.command('correct'))
  .description('更正一个年度：由文件整年重新给出，须写明事由')
  .requiredOption('--file <file>', '日历文件（JSON）')
  .option('--reason <reason>', '事由', read.freeText)
  .action(correctCalendarYear);
calendar
  .command('due')
  .description('按已载入的日历，每月发放时限落在哪一天（休息日提前），以及何时送银行')
  .option('--year <year>', '年度；缺省为今年', read.year)
  .option('--day <day>', '每月几日以前；31 即月底', read.dayOfMonth, 30)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(calendarDue);

const month = program.command('month').description('对账与月结');
month
  .command('status')
  .description('一年各月是否结账；写 --month 则为该月的检查清单与对账差异')
  .option('--year <year>', '年度；缺省为今年', read.year)
  .option('--month <month>', '月份 YYYY-MM', read.month)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(monthStatus);
acting(month.command('close'))
  .description('月结：此后任何人不能再记入这个月')
  .requiredOption('--month <month>', '月份 YYYY-MM', read.month)
  .action(closeMonth);
acting(month.command('reopen'))
  .description('反月结：写 --reason 为申请，另一人不写 --reason 办理')
  .requiredOption('--month <month>', '月份 YYYY-MM', read.month)
  .option('--reason <text>', '申请的事由', read.freeText)
  .action(reopenMonth);

const attachment = program.command('attachment').description('附件');
/** On what is meant: one of the three. */
const ofSubject = (command: Command): Command =>
  command
    .option('--payment <id>', '一笔拨付或发放')
    .option('--appropriation <id>', '一项预算指标')
    .option('--month <month>', '一个月份 YYYY-MM', read.month);
ofSubject(acting(attachment.command('add')))
  .description('添加附件：PDF、OFD、PNG、JPEG、TIFF；按内容检查')
  .argument('<file>', '文件')
  .addOption(
    new Option('--kind <kind>', '文件 document，回单 receipt，扫描件 scan')
      .choices(ATTACHMENT_KINDS)
      .default('document'),
  )
  .option('--name <name>', '文件名；缺省为原名', read.freeText)
  .action(addAttachment);
acting(attachment.command('withdraw'))
  .description('撤下附件：文件与经过仍可查')
  .argument('<id>', '附件编号')
  .requiredOption('--reason <text>', '原因', read.freeText)
  .action(withdrawAttachment);
ofSubject(attachment.command('list'))
  .description('附件列表，后添加的在前')
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listAttachments);
attachment
  .command('get')
  .description('取出附件的文件；与登记的摘要不符即不给')
  .argument('<id>', '附件编号')
  .requiredOption('--out <path>', '写到哪个文件（须不存在）')
  .option(...AGENCY)
  .action(getAttachment);
const year = program.command('year').description('年终结账');
const YEAR = ['--year <year>', '预算年度', read.year] as const;
year
  .command('status')
  .description('年终十二步：每步的状态、数字、还缺什么')
  .requiredOption(...YEAR)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(yearStatus);
acting(year.command('carry-over'))
  .description('结转、结余、收回：一项指标的年末余额')
  .requiredOption(...YEAR)
  .requiredOption('--appropriation <id>', '指标编号')
  .requiredOption('--amount <yuan>', '金额（元，两位小数）', read.amount)
  .addOption(new Option('--as <disposal>', '结转、结余或收回').choices(YEAR_END_DISPOSALS).default('carried-over'))
  .option('--carried-to <id>', '次年已下达的结转指标；不写则随即下达')
  .option(...DOCUMENT_NUMBER)
  .option(...DOCUMENT_DATE)
  .requiredOption('--reason <text>', '事由', read.freeText)
  .action(disposeOfBalance);
acting(year.command('sign'))
  .description('签署年度报表：--post 为经办、财务或审批')
  .requiredOption(...YEAR)
  .requiredOption('--digest <hex>', '所见报表的摘要，见 year status', read.digest)
  .action(signYear);
acting(year.command('lock'))
  .description('年终结账')
  .requiredOption(...YEAR)
  .action(lockYear);
acting(year.command('reopen'))
  .description('反年结：写 --reason 为申请，另一人不写 --reason 办理')
  .requiredOption(...YEAR)
  .option('--reason <text>', '申请的事由', read.freeText)
  .action(reopenYear);

const jobs = program.command('jobs').description('后台任务');
jobs
  .command('list')
  .description('后台任务列表，新的在前')
  .option('--kind <kind>', '任务种类')
  .option('--limit <n>', '最多几项', read.count, 50)
  .option(...AGENCY)
  .option('--json', '输出 JSON')
  .action(listAllJobs);
jobs
  .command('show')
  .description('一项后台任务（JSON）')
  .argument('<id>', '任务编号')
  .option(...AGENCY)
  .action(showJob);
acting(jobs.command('run'))
  .description('提交一项后台任务并等到它结束')
  .argument('<kind>', '任务种类，例如 projection-rebuild')
  .option('--parameters <json>', '参数（JSON）', read.jsonObject, {})
  .action(runOneJob);

program.command('doctor').description('检查配置与各项服务').option('--json', '输出 JSON').action(doctor);
