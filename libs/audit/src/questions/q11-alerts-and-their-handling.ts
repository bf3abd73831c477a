import { z } from 'zod';
import type { AlertEvent, RuleId } from '@bofu/monitoring';
import type { BusinessDate } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import type { AuditQuestion } from './question';
import { actorOf, recordedAtOf } from './told-by-events';

const LEVELS = { info: '提示', yellow: '黄', orange: '橙', red: '红' } as const;
const DECISIONS = { continue: '继续', virement: '调剂', supplement: '追加', cancel: '取消' } as const;

const step = z.strictObject({
  number: z.int(),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string().nullable(),
  what: z.enum(['触发', '升级', '降级', '销号', '再次触发', '确认', '指派', '备注', '暂缓', '处置']),
  detail: z.string(),
});
type Step = z.output<typeof step>;

const row = z.strictObject({
  alertId: z.string(),
  rule: z.string(),
  ruleName: z.string(),
  subjectName: z.string(),
  period: z.string().nullable(),
  raisedOn: z.string(),
  raisedLevel: z.enum(['info', 'yellow', 'orange', 'red']),
  ruleVersion: z.int(),
  /** Since when that version counts, and why; `null` for the thresholds the product is shipped with. */
  thresholdsSince: z.string().nullable(),
  thresholdsReason: z.string().nullable(),
  formula: z.string(),
  disposition: z.enum(['继续', '调剂', '追加', '取消']).nullable(),
  clearedOn: z.string().nullable(),
  steps: z.array(step),
});
type Row = z.output<typeof row>;

type Raised = Extract<AlertEvent, { type: 'AlertRaised' }>['data'];
interface Case {
  readonly raised: Raised;
  readonly events: NumberedEvent[];
  readonly steps: Step[];
  disposition: Row['disposition'];
  clearedOn: BusinessDate | null;
}
interface SetThresholds {
  readonly event: NumberedEvent;
  readonly effectiveFrom: BusinessDate;
  readonly reason: string;
}

/** Each case from its own events: the formula with its figures stands in the event that raised it. */
export const alertsAndTheirHandling: AuditQuestion<Row> = {
  number: 11,
  title: '每个预警何时触发、依据哪一版阈值、如何处置？',
  row,
  ask(events, { fiscalYear, asOf, appropriationId, period }) {
    const versions = thresholdVersions(events);
    const cases = [...casesIn(events, asOf).values()].filter(
      ({ raised }) =>
        raised.fiscalYear === fiscalYear &&
        (appropriationId === null || raised.appropriationId === appropriationId) &&
        (period === null || raised.period === period),
    );
    const versionOf = ({ rule, ruleVersion }: Raised) => versions.get(`${rule}/${ruleVersion}`) ?? null;
    const disposed = cases.filter(({ disposition }) => disposition !== null).length;
    const cleared = cases.filter(({ clearedOn }) => clearedOn !== null).length;
    const levels = (['red', 'orange', 'yellow', 'info'] as const).map(
      (level) => `${LEVELS[level]} ${cases.filter(({ raised }) => raised.level === level).length} 个`,
    );
    return {
      answer:
        `共触发 ${cases.length} 个预警（按触发时级别：${levels.join('、')}），` +
        `已处置 ${disposed} 个，已销号 ${cleared} 个，未销号 ${cases.length - cleared} 个。`,
      rows: cases.map((one) => rowOf(one, versionOf(one.raised))),
      proof: cases.flatMap((one) => [...one.events, ...[versionOf(one.raised)?.event ?? []].flat()]),
    };
  },
};

function thresholdVersions(events: readonly NumberedEvent[]): Map<string, SetThresholds> {
  const set = events.filter(({ type }) => type === 'AlertThresholdsSet');
  return new Map(
    set.map((event) => {
      const { rule, version, ...terms } = event.data as unknown as SetThresholds & { rule: RuleId; version: number };
      return [`${rule}/${version}`, { event, effectiveFrom: terms.effectiveFrom, reason: terms.reason }];
    }),
  );
}

function casesIn(events: readonly NumberedEvent[], asOf: BusinessDate): Map<string, Case> {
  const cases = new Map<string, Case>();
  for (const event of events) {
    const told = { type: event.type, data: event.data } as unknown as AlertEvent;
    const one = cases.get(event.stream);
    if (told.type === 'AlertRaised' && told.data.evaluatedOn <= asOf)
      cases.set(event.stream, {
        raised: told.data,
        events: [event],
        steps: [stepOf(event, told.data.evaluatedOn, '触发', `${LEVELS[told.data.level]}：${told.data.formula}`)],
        disposition: null,
        clearedOn: null,
      });
    else if (one) goOn(one, event, told, asOf);
  }
  return cases;
}

function goOn(one: Case, event: NumberedEvent, told: AlertEvent, asOf: BusinessDate): void {
  const next = nextStep(told);
  if (next === null || next.on > asOf) return;
  one.events.push(event);
  one.steps.push(stepOf(event, next.on, next.what, next.detail));
  if (told.type === 'AlertCleared') one.clearedOn = next.on;
  if (told.type === 'AlertReopened') one.clearedOn = null;
  if (told.type === 'AlertDisposed') one.disposition = DECISIONS[told.data.decision];
}

function nextStep({ type, data }: AlertEvent): { on: BusinessDate; what: Step['what']; detail: string } | null {
  switch (type) {
    case 'AlertRaised':
      return null;
    case 'AlertEscalated':
    case 'AlertEased': {
      const what = type === 'AlertEased' ? '降级' : '升级';
      return { on: data.evaluatedOn, what, detail: `${LEVELS[data.from]} → ${LEVELS[data.level]}：${data.formula}` };
    }
    case 'AlertReopened':
      return { on: data.evaluatedOn, what: '再次触发', detail: `${LEVELS[data.level]}：${data.formula}` };
    case 'AlertCleared':
      return { on: data.evaluatedOn, what: '销号', detail: '原因已消除' };
    case 'AlertAcknowledged':
      return { on: data.actedOn, what: '确认', detail: '' };
    case 'AlertAssigned':
      return { on: data.actedOn, what: '指派', detail: data.assignee };
    case 'AlertCommented':
      return { on: data.actedOn, what: '备注', detail: data.comment };
    case 'AlertSnoozed':
      return { on: data.actedOn, what: '暂缓', detail: `至 ${data.until}：${data.reason}` };
    case 'AlertDisposed':
      return { on: data.actedOn, what: '处置', detail: `${DECISIONS[data.decision]}：${data.reason}` };
    default:
      // The log holds other events too, on streams that are no alert's.
      return null;
  }
}

const stepOf = (event: NumberedEvent, on: BusinessDate, what: Step['what'], detail: string): Step => ({
  number: event.number,
  on,
  recordedAt: recordedAtOf(event),
  actor: actorOf(event),
  what,
  detail,
});

const rowOf = ({ raised, steps, disposition, clearedOn }: Case, version: SetThresholds | null): Row => ({
  alertId: raised.alertId,
  rule: raised.rule,
  ruleName: raised.ruleName,
  subjectName: raised.subjectName,
  period: raised.period,
  raisedOn: raised.evaluatedOn,
  raisedLevel: raised.level,
  ruleVersion: raised.ruleVersion,
  thresholdsSince: version?.effectiveFrom ?? null,
  thresholdsReason: version?.reason ?? null,
  formula: raised.formula,
  disposition,
  clearedOn,
  steps,
});
