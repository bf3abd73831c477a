import { z } from 'zod';
import {
  ALERT_CAUSE_LABEL,
  ALERT_CAUSES,
  ALERT_LEVEL_LABEL,
  ALERT_LEVELS,
  alertCodec,
  alertRuleCodec,
  DISPOSITION_LABEL,
  DISPOSITIONS,
  type AlertEvent,
  type AlertLine,
} from '@bofu/alerts';
import type { BusinessDate, Stamped } from '@bofu/kernel';
import type { NumberedEvent } from '../export/numbered-events';
import { asksAbout, type AuditQuestion, type QuestionScope } from './question';
import { appropriationEvents, appropriationsOf, namesIn, recordedAtOf } from './told-by-events';

const step = z.strictObject({
  number: z.int(),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  what: z.enum([
    ...['触发', '升级', '降级', '更新', '销号', '再次触发', '撤回评估'],
    ...['确认', '指派', '备注', '暂缓', '处置', '申请销号', '人工销号'],
  ] as const),
  detail: z.string(),
});
type Step = z.output<typeof step>;

const raisedLine = z.strictObject({
  rule: z.string(),
  ruleName: z.string(),
  period: z.string().nullable(),
  level: z.enum(ALERT_LEVELS),
  ruleVersion: z.int(),
  /** Since when that version counts, and why; `null` for the thresholds the product is shipped with. */
  thresholdsSince: z.string().nullable(),
  thresholdsReason: z.string().nullable(),
  formula: z.string(),
});

const row = z.strictObject({
  alertId: z.string(),
  cause: z.enum(ALERT_CAUSES),
  causeName: z.string(),
  subjectName: z.string(),
  raisedOn: z.string(),
  raisedLevel: z.enum(ALERT_LEVELS),
  /** As it was raised; what joined later stands in the steps. */
  lines: z.array(raisedLine),
  disposition: z.enum(DISPOSITIONS).nullable(),
  clearedOn: z.string().nullable(),
  steps: z.array(step),
});
type Row = z.output<typeof row>;

type Alert = Stamped<AlertEvent>;
type Raised = Extract<Alert, { type: 'AlertRaised' }>['data'];
type VersionOf = (line: AlertLine) => SetThresholds | null;
type NameOf = (personId: string) => string;
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
  ask(events, scope) {
    const { fiscalYear, period } = scope;
    const versions = thresholdVersions(events, scope);
    const asked = programmesAsked(events, scope);
    const cases = casesIn(events, scope).filter(
      ({ raised }) =>
        raised.fiscalYear === fiscalYear &&
        (asksAbout(scope, raised.appropriationId) || asked.has(raised.subject)) &&
        (period === null || raised.lines.some((line) => line.period === period)),
    );
    const versionOf: VersionOf = ({ rule, ruleVersion }) => versions.get(`${rule}/${ruleVersion}`) ?? null;
    const disposed = cases.filter(({ disposition }) => disposition !== null).length;
    const cleared = cases.filter(({ clearedOn }) => clearedOn !== null).length;
    const levels = (['red', 'orange', 'yellow', 'info'] as const).map(
      (level) => `${ALERT_LEVEL_LABEL[level]} ${cases.filter(({ raised }) => raised.level === level).length} 个`,
    );
    return {
      answer:
        `共触发 ${cases.length} 个预警（按触发时级别：${levels.join('、')}），` +
        `已处置 ${disposed} 个，已销号 ${cleared} 个，未销号 ${cases.length - cleared} 个。`,
      rows: cases.map((one) => rowOf(one, versionOf)),
      proof: cases.flatMap((one) => [
        ...one.events,
        ...one.raised.lines.flatMap((line) => versionOf(line)?.event ?? []),
      ]),
    };
  },
};

/** A case about a whole programme names one of its appropriations, and is about all of them. */
const programmesAsked = (events: readonly NumberedEvent[], scope: QuestionScope): ReadonlySet<string> =>
  new Set(
    scope.appropriationIds === null
      ? []
      : appropriationsOf(appropriationEvents(events, scope))
          .filter(({ appropriationId }) => asksAbout(scope, appropriationId))
          .map(({ terms }) => terms.programmeId),
  );

function thresholdVersions(events: readonly NumberedEvent[], { agencyId }: QuestionScope): Map<string, SetThresholds> {
  const versions = new Map<string, SetThresholds>();
  for (const event of events.filter(alertRuleCodec.knows)) {
    const { data } = alertRuleCodec.decode(event);
    const { rule, version, effectiveFrom, reason } = data;
    if (data.agencyId === agencyId) versions.set(`${rule}/${version}`, { event, effectiveFrom, reason });
  }
  return versions;
}

function casesIn(events: readonly NumberedEvent[], { agencyId, asOf }: QuestionScope): Case[] {
  const nameOf = namesIn(events);
  const cases = new Map<string, Case>();
  for (const event of events.filter(alertCodec.knows)) {
    const told = alertCodec.decode(event);
    if (told.data.agencyId !== agencyId) continue;
    const one = cases.get(event.stream);
    if (told.type === 'AlertRaised' && told.data.evaluatedOn <= asOf)
      cases.set(event.stream, {
        raised: told.data,
        events: [event],
        steps: [
          {
            ...stepOf(event, told, nameOf),
            on: told.data.evaluatedOn,
            what: '触发',
            detail: `${ALERT_LEVEL_LABEL[told.data.level]}：${formulas(told.data.lines)}`,
          },
        ],
        disposition: null,
        clearedOn: null,
      });
    else if (one) goOn(one, event, told, asOf, nameOf);
  }
  return [...cases.values()];
}

function goOn(one: Case, event: NumberedEvent, told: Alert, asOf: BusinessDate, nameOf: NameOf): void {
  const next = nextStep(told, nameOf);
  if (next === null || next.on > asOf) return;
  one.events.push(event);
  one.steps.push({ ...stepOf(event, told, nameOf), ...next });
  if (told.type === 'AlertCleared' || told.type === 'AlertClosed') one.clearedOn = next.on;
  if (told.type === 'AlertReopened') one.clearedOn = null;
  if (told.type === 'AlertDisposed') one.disposition = told.data.decision;
}

type Next = Pick<Step, 'what' | 'detail'> & { readonly on: BusinessDate };

function nextStep({ type, data }: Alert, nameOf: NameOf): Next | null {
  switch (type) {
    case 'AlertRaised':
      return null;
    case 'AlertEscalated':
    case 'AlertEased': {
      const what = type === 'AlertEased' ? '降级' : '升级';
      const detail = `${ALERT_LEVEL_LABEL[data.from]} → ${ALERT_LEVEL_LABEL[data.level]}：${formulas(data.lines)}`;
      return { on: data.evaluatedOn, what, detail };
    }
    case 'AlertReopened':
      return {
        on: data.evaluatedOn,
        what: '再次触发',
        detail: `${ALERT_LEVEL_LABEL[data.level]}：${formulas(data.lines)}`,
      };
    case 'AlertLinesChanged':
      return { on: data.evaluatedOn, what: '更新', detail: formulas(data.lines) };
    case 'AlertAssessmentWithdrawn':
      return { on: data.evaluatedOn, what: '撤回评估', detail: data.reason };
    case 'AlertClosureRequested':
      return { on: data.actedOn, what: '申请销号', detail: data.reason };
    case 'AlertClosed':
      return { on: data.actedOn, what: '人工销号', detail: data.reason };
    case 'AlertCleared':
      return { on: data.evaluatedOn, what: '销号', detail: '原因已消除' };
    case 'AlertAcknowledged':
      return { on: data.actedOn, what: '确认', detail: '' };
    case 'AlertAssigned':
      return { on: data.actedOn, what: '指派', detail: nameOf(data.assigneeId) };
    case 'AlertCommented':
      return { on: data.actedOn, what: '备注', detail: data.comment };
    case 'AlertSnoozed':
      return { on: data.actedOn, what: '暂缓', detail: `至 ${data.until}：${data.reason}` };
    case 'AlertDisposed':
      return { on: data.actedOn, what: '处置', detail: `${DISPOSITION_LABEL[data.decision]}：${data.reason}` };
  }
}

const stepOf = (event: NumberedEvent, { data }: Alert, nameOf: NameOf) => ({
  number: event.number,
  recordedAt: recordedAtOf(event),
  actor: nameOf(data.by.personId),
});

const formulas = (lines: readonly AlertLine[]): string => lines.map(({ formula }) => formula).join('；');

const rowOf = ({ raised, steps, disposition, clearedOn }: Case, versionOf: VersionOf): Row => ({
  alertId: raised.alertId,
  cause: raised.cause,
  causeName: ALERT_CAUSE_LABEL[raised.cause],
  subjectName: raised.subjectName,
  raisedOn: raised.evaluatedOn,
  raisedLevel: raised.level,
  lines: raised.lines.map((line) => {
    const { rule, ruleName, period, level, ruleVersion, formula } = line;
    const version = versionOf(line);
    const thresholds = {
      thresholdsSince: version?.effectiveFrom ?? null,
      thresholdsReason: version?.reason ?? null,
    };
    return { rule, ruleName, period, level, ruleVersion, ...thresholds, formula };
  }),
  disposition,
  clearedOn,
  steps,
});
