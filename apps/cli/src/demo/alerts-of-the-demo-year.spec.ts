import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALERT_CAUSE_LABEL,
  alertCodec,
  alertDecider,
  EnableAlertWatch,
  EnableAlertWatchHandler,
  EvaluateAlertsHandler,
  evaluationMemoryOf,
  type AlertCase,
  type AlertEvent,
  type AlertLine,
  type EvaluateAlerts,
} from '@bofu/alerts';
import type { Office } from '@bofu/api';
import type { RecordedEvent } from '@bofu/event-store';
import { playedDemoYear } from '../../../../test/demo-year/played-demo-year';
import { evaluateEachMorning } from './evaluate-each-morning';

const GOLDEN = join(__dirname, '../../../../docs/alerts-of-the-demo-year.txt');
/** Of 7, 统筹外退休补助, in the imported file. */
const PAID_ON_TIME = 7;
const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

const LEVEL = { info: '提示', yellow: '黄', orange: '橙', red: '红' } as const;
const LABEL: Partial<Record<AlertEvent['type'], string>> = {
  AlertRaised: '触发',
  AlertEscalated: '升级',
  AlertEased: '降级',
  AlertLinesChanged: '更新',
  AlertCleared: '销号',
  AlertReopened: '再次触发',
};

const HEADING = `演示年度的预警

演示账每日早上 8 时对前一日（日终）评估全部规则。一个项目的一种事由是一件，逐月、逐规则列为其中各行。以下逐日列出每一件的
触发、升级、降级、更新、销号与再次触发：评估日、事件、级别、事由、对象、各行的变化；首次触发与转红的行附算式。没有列出的日子没有
任何变化；按时足额发放的项目没有一行。

`;

describe('the alerts of the demo year, morning by morning', () => {
  let events: RecordedEvent[];
  let text: string;
  let paidOnTime: string;

  beforeAll(async () => {
    const { events: recorded, ...played } = await playedDemoYear({
      onMorning: (store, bureau) => {
        const handler = new EvaluateAlertsHandler(store, evaluationMemoryOf(store));
        const enable = new EnableAlertWatchHandler(store);
        const execute = (command: EvaluateAlerts | EnableAlertWatch) =>
          command instanceof EnableAlertWatch ? enable.execute(command) : handler.execute(command);
        return evaluateEachMorning({ commands: { execute } } as unknown as Office, bureau);
      },
    });
    events = recorded.filter(alertCodec.knows);
    paidOnTime = played.appropriationOf(PAID_ON_TIME);
    text = HEADING + lines(events).join('\n') + '\n';
    if (UPDATE) writeFileSync(GOLDEN, text);
  }, 300_000);

  it('are those a person has read and found justified (UPDATE_GOLDENS=1 writes them anew, for review)', () => {
    expect(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : '').toBe(text);
  });

  it('leave alone the programmes that paid every month on time and have neither gap nor missing rate', () => {
    const named = events.map(alertCodec.decode).flatMap(({ type, data }) => (type === 'AlertRaised' ? [data] : []));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ appropriationId }) => appropriationId === paidOnTime)).toEqual([]);
  });

  it('stand between the acts, recorded at 08:00', () => {
    expect(new Set(events.map(({ metadata }) => metadata['recordedAt']?.slice(10)))).toEqual(
      new Set(['T08:00:00.000+08:00']),
    );
  });
});

function lines(events: readonly RecordedEvent[]): string[] {
  const cases = new Map<string, AlertCase>();
  return events.flatMap((recorded) => {
    const event = alertCodec.decode(recorded);
    const { alertId } = event.data;
    const { initial, evolve } = alertDecider(alertId);
    const before = cases.get(alertId) ?? initial;
    const state = evolve(before, event, event.data.by);
    cases.set(alertId, state);
    const label = LABEL[event.type];
    if (state.situation === 'none' || label === undefined || state.evaluatedOn === null) return [];
    const { cause, subjectName } = state.identity;
    const isCleared = event.type === 'AlertCleared';
    const level = isCleared ? [] : [LEVEL[state.latest.level]];
    const [was, is] = [told(before), told(state)];
    const changes = [
      ...[...is].flatMap(([key, line]) => changeOf(was.get(key), line)),
      ...[...was].filter(([key]) => !is.has(key)).map(([, line]) => `${nameOf(line)} 消除`),
    ];
    const cells = [state.evaluatedOn, label, ...level, ALERT_CAUSE_LABEL[cause], subjectName];
    const shown = [...is].filter(([key, line]) => line.level === 'red' && was.get(key)?.level !== 'red');
    const formulas = before.situation === 'none' || event.type === 'AlertReopened' ? [...is] : shown;
    return [
      [...cells, ...(isCleared ? [] : [changes.join('，')])].join('  '),
      ...formulas.map(([, line]) => `            ${line.formula}`),
    ];
  });
}

const changeOf = (was: AlertLine | undefined, line: AlertLine): string[] => {
  if (was === undefined) return [`${nameOf(line)} ${LEVEL[line.level]}`];
  if (was.level !== line.level) return [`${nameOf(line)} ${LEVEL[was.level]}→${LEVEL[line.level]}`];
  return was.renewedBy === line.renewedBy ? [] : [`${nameOf(line)} 改为 ${line.renewedBy ?? ''}`];
};

const nameOf = ({ rule, ruleName, period }: AlertLine): string =>
  [rule, ruleName, period].filter((part) => part !== null).join(' ');

const told = (state: AlertCase): Map<string, AlertLine> =>
  new Map(
    state.situation === 'none' || state.situation === 'cleared'
      ? []
      : state.latest.lines.map((line) => [`${nameOf(line)}/${line.appropriationId}`, line]),
  );
