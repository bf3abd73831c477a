import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERT_LEVEL_LABEL, alertCodec, alertWatchCodec, type AlertLine } from '@bofu/alerts';
import { appropriationCodec } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import { alertsDayByDay, type CaseName } from '../../../../test/demo-year/alerts-day-by-day';
import { judgedEachMorning, playedDemoYear } from '../../../../test/demo-year/played-demo-year';
import { DEMO_YEARS } from './demo-years';

const GOLDEN = join(__dirname, '../../../../docs/alerts-of-the-demo-year.txt');
const PUBLISHED = join(__dirname, '../../../../libs/budget/programmes/mancheng-hrss-2021.json');
/** Of 7, 统筹外退休补助, in the imported file. */
const PAID_ON_TIME = 7;
const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

/** What a programme is called in a row; its name as printed stands once, above them. */
const IN_SHORT = [
  '重残缴费补贴 中央就业 协办员经办 省级就业 基础养老金（区级） 国企退休（中央） 统筹外 个人账户 国企退休（省级） 建档立卡缴费补贴',
  '贷款贴息 协办员补贴 网络通信 基础养老金（中央） 统筹内 高领补贴 基础养老金（省级） 基础养老金（市级） 低保特困缴费补贴 管理系统',
  '保障经费 职称评审',
].flatMap((names) => names.split(' '));

const HEADING = `演示年度的预警

演示账每日早上 8 时对前一日（日终）评估全部规则，跨年后上年度仍有未销号的，继续评估。一个项目的一种事由是一件，逐月、逐规则
列为其中各行。下列每行是一日的一种变化：评估日、事件、级别、事由、项目、各行；同日同样变化的各件并为一行。首次触发、再次触发附
算式，一条规则在该件第一次转红也附。行的级别低于该件的，当日不另列，至其赶上该件级别、消除或销号时在括号内补记各日。没有列出的
日子没有任何变化；按时足额发放的项目没有一行。
`;

describe('the alerts of the demo, morning by morning', () => {
  let events: RecordedEvent[];
  let all: readonly RecordedEvent[];
  let text: string;
  let paidOnTime: string;

  beforeAll(async () => {
    const played = await playedDemoYear({ years: DEMO_YEARS, onMorning: judgedEachMorning });
    all = played.events;
    events = all.filter(alertCodec.knows);
    paidOnTime = played.appropriationOf(PAID_ON_TIME);
    const nameOf = caseNames(all);
    const ofYear = (year: number, title: string) => {
      const { rows, standing } = alertsDayByDay(all, year, nameOf);
      return ['', title, '', ...rows, '', `2022-03-31 仍未销号：${standing.length} 件`, ...standing];
    };
    text = [
      HEADING,
      ...linesOfRules(events),
      '',
      '项目（序号、简称、公开预算所载名称）：',
      ...printedNames().map((name, at) => `${String(at + 1).padStart(2)} ${IN_SHORT[at]}  ${name}`),
      ...ofYear(2021, '2021 年：预算为公开数字，业务为虚构'),
      ...ofYear(2022, '2022 年第一季度：预算与业务均为虚构'),
      '',
    ].join('\n');
    if (UPDATE) writeFileSync(GOLDEN, text);
  }, 300_000);

  it('are those a person has read and found justified (UPDATE_GOLDENS=1 writes them anew, for review)', () => {
    expect(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : '').toBe(text);
  });

  it('stand in the text whole: each level of each line with its day', () => {
    const changes = changesOfLines(events);
    expect(changes.length).toBeGreaterThan(120);
    const rows = text.split('\n');
    const isTold = ({ on, name, level }: LevelOfLine) =>
      rows.some(
        (row) =>
          row.includes(name) &&
          ((row.startsWith(on) && row.includes(level)) || row.includes(`${on.slice(5)} ${level}`)),
      );
    expect(changes.filter((change) => !isTold(change))).toEqual([]);
    expect(isTold({ on: '2021-01-31', name: 'R06 2021-01', level: '红' })).toBe(false);
  });

  it('leave alone the programmes that paid every month on time and have neither gap nor missing rate', () => {
    const named = events.map(alertCodec.decode).flatMap(({ type, data }) => (type === 'AlertRaised' ? [data] : []));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ appropriationId }) => appropriationId === paidOnTime)).toEqual([]);
  });

  it('stand between the acts, recorded at 08:00', () => {
    const found = events.filter(({ type }) => type !== 'AlertClosed');
    expect(new Set(found.map(({ metadata }) => metadata['recordedAt']?.slice(10)))).toEqual(
      new Set(['T08:00:00.000+08:00']),
    );
  });

  it('are looked for in 2022 from its first day, and in 2021 each morning of January and to the end', () => {
    const judged = (year: number, from: string) =>
      all.filter(alertWatchCodec.knows).flatMap((recorded) => {
        const { type, data } = alertWatchCodec.decode(recorded);
        return type === 'AlertsEvaluated' && data.fiscalYear === year && data.evaluatedOn >= from
          ? [data.evaluatedOn]
          : [];
      });
    expect(judged(2022, '2021-01-01')).toHaveLength(31 + 28 + 31);
    const january = judged(2022, '2021-01-01').filter((on) => on < '2022-02-01');
    expect(judged(2021, '2022-01-01')).toEqual([...january, '2022-02-28', '2022-03-31']);
    expect(judged(2021, '2021-01-01')).toHaveLength(365 + 31 + 2);
  });
});

const printedNames = (): string[] =>
  (JSON.parse(readFileSync(PUBLISHED, 'utf8')) as { programmes: { name: string }[] }).programmes.map(
    ({ name }) => name,
  );

/** By the number and the short name of the programme. */
function caseNames(events: readonly RecordedEvent[]) {
  const codes = (JSON.parse(readFileSync(PUBLISHED, 'utf8')) as { programmes: { code: string }[] }).programmes.map(
    ({ code }) => code,
  );
  const numbers = new Map<string, number>();
  for (const recorded of events.filter(appropriationCodec.knows)) {
    const { type, data } = appropriationCodec.decode(recorded);
    if (type === 'AppropriationIssued') numbers.set(data.programmeId, codes.indexOf(data.programmeCode) + 1);
  }
  return ({ programmeId, subjectName }: { programmeId: string | null; subjectName: string }): CaseName => {
    const number = numbers.get(programmeId ?? '') ?? 0;
    const name = IN_SHORT[number - 1];
    return name === undefined ? { number: '', name: subjectName } : { number: String(number), name };
  };
}

const linesIn = (data: object): readonly AlertLine[] =>
  'lines' in data ? (data as { lines: readonly AlertLine[] }).lines : [];

function linesOfRules(events: readonly RecordedEvent[]): string[] {
  const lines = events.map(alertCodec.decode).flatMap(({ data }) => linesIn(data));
  const rules = [...new Set(lines.map(({ rule, ruleName }) => `${rule} ${ruleName}`))].sort();
  const half = Math.ceil(rules.length / 2);
  return [`规则：${rules.slice(0, half).join('，')}，`, `      ${rules.slice(half).join('，')}`];
}

interface LevelOfLine {
  readonly on: string;
  readonly name: string;
  readonly level: string;
}

/** Each level a line of a case has come to, with the day: read off the events alone. */
function changesOfLines(events: readonly RecordedEvent[]): LevelOfLine[] {
  const levels = new Map<string, string>();
  return events.map(alertCodec.decode).flatMap((event) => {
    const { alertId } = event.data;
    const lines = linesIn(event.data);
    const keyOf = ({ rule, period, appropriationId }: AlertLine) =>
      [alertId, rule, period ?? '', appropriationId ?? ''].join('/');
    if (event.type === 'AlertCleared' || lines.length > 0)
      for (const key of [...levels.keys()])
        if (key.startsWith(alertId) && !lines.some((line) => keyOf(line) === key)) levels.delete(key);
    return lines.flatMap((line) => {
      const before = levels.get(keyOf(line));
      levels.set(keyOf(line), line.level);
      return before === line.level || !('evaluatedOn' in event.data)
        ? []
        : [
            {
              on: event.data.evaluatedOn,
              name: line.period === null ? line.rule : `${line.rule} ${line.period}`,
              level: ALERT_LEVEL_LABEL[line.level],
            },
          ];
    });
  });
}
