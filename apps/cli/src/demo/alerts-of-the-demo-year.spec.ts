import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedEvent } from '@bofu/event-store';
import {
  alertDecider,
  EvaluateAlertsHandler,
  type AlertCase,
  type AlertEvent,
  type EvaluateAlerts,
} from '@bofu/monitoring';
import { playedDemoYear } from '../../../../libs/monitoring/testing/demo-year-events';
import { evaluateEachMorning } from './evaluate-each-morning';

const GOLDEN = join(__dirname, '../../../../docs/alerts-of-the-demo-year.txt');
const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

const LEVEL = { info: '提示', yellow: '黄', orange: '橙', red: '红' } as const;
const LABEL: Partial<Record<AlertEvent['type'], string>> = {
  AlertRaised: '触发',
  AlertEscalated: '升级',
  AlertEased: '降级',
  AlertCleared: '销号',
  AlertReopened: '再次触发',
};

const HEADING = `演示年度的预警

演示账 2021 年全年每日早上 8 时对前一日（日终）评估全部规则，以下逐日列出每一条预警的触发、升级、降级、销号与再次触发：
评估日、事件、级别、规则、所属期、对象，下一行为算式。没有列出的日子没有任何变化；按时足额发放的项目没有一行。

`;

describe('the alerts of the demo year, morning by morning', () => {
  let events: RecordedEvent[];
  let text: string;

  beforeAll(async () => {
    const { store } = await playedDemoYear((store) => {
      const handler = new EvaluateAlertsHandler(store);
      return evaluateEachMorning({
        commands: { execute: (command: EvaluateAlerts) => handler.execute(command) },
      } as unknown as Parameters<typeof evaluateEachMorning>[0]);
    });
    events = [];
    for await (const batch of store.readAll({ filter: { streamPrefixes: ['alert-R'] } })) events.push(...batch.events);
    text = HEADING + lines(events).join('\n') + '\n';
    if (UPDATE) writeFileSync(GOLDEN, text);
  }, 300_000);

  it('are those a person has read and found justified (UPDATE_GOLDENS=1 writes them anew, for review)', () => {
    expect(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : '').toBe(text);
  });

  it('leave alone the programmes that paid every month on time and have neither gap nor missing rate', () => {
    const named = new Set(events.map(({ stream }) => stream));
    expect([...named].filter((stream) => stream.includes('13062121FWXO5KK3EH28X'))).toEqual([]);
  });

  it('stand between the acts, recorded at 08:00', () => {
    expect(new Set(events.map(({ metadata }) => metadata['recordedAt']?.slice(10)))).toEqual(
      new Set(['T08:00:00.000+08:00']),
    );
  });
});

function lines(events: readonly RecordedEvent[]): string[] {
  const cases = new Map<string, AlertCase>();
  return events.flatMap(({ stream, type, data }) => {
    const alertId = stream.slice('alert-'.length);
    const event = { type, data } as unknown as AlertEvent;
    const { initial, evolve } = alertDecider(alertId);
    const state = evolve(cases.get(alertId) ?? initial, event);
    cases.set(alertId, state);
    const label = LABEL[event.type];
    if (state.situation === 'none' || label === undefined) return [];
    const { rule, ruleName, period, subjectName } = state.identity;
    const isCleared = event.type === 'AlertCleared';
    const level = isCleared ? [] : [LEVEL[state.latest.level]];
    const cells = [
      state.evaluatedOn,
      label,
      ...level,
      `${rule} ${ruleName}`,
      ...(period === null ? [] : [period]),
      subjectName,
    ];
    return [cells.join('  '), ...(isCleared ? [] : [`            ${state.latest.formula}`])];
  });
}
