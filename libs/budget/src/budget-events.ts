import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import { formatBasisPoints, formatYuanGrouped, type Stamped } from '@bofu/kernel';
import { appropriationCodec, programmeCodec, programmeImportCodec, refusedAttemptCodec } from './budget-codec';
import { APPROPRIATION_EVENT_LABEL, PROGRAMME_EVENT_LABEL, TARGET_MEASURE_LABEL, VERDICT_LABEL } from './budget-labels';
import type { AppropriationEvent } from './domain/appropriation-events';
import { movementOf } from './domain/movement';
import type { ProgrammeEvent } from './domain/programme';
import type { ProgrammeImportEvent } from './domain/programme-import';
import type { RefusedAttemptEvent } from './domain/refused-attempt';

const inYuan = (digits: string): string => `${formatYuanGrouped(BigInt(digits))} 元`;
const heads = (count: number): string => `${count.toLocaleString('en')} 人`;

function describeAppropriation(event: Stamped<AppropriationEvent>): EventDescription {
  const { type, data } = event;
  const movement = movementOf(event);
  const period = movement?.period ?? null;
  const amountFen = 'amountFen' in data ? data.amountFen : null;
  return {
    ...NOTHING_SAID,
    label: APPROPRIATION_EVENT_LABEL[type],
    by: data.by,
    businessDate: appropriationCodec.businessDayOf(event),
    appropriationIds: [data.appropriationId],
    paymentId: movement?.paymentId ?? null,
    amountFen,
    period,
    movesMoney: movement !== null,
    details: [
      'programmeName' in data ? data.programmeName : null,
      period === null ? null : `所属期 ${period}`,
      amountFen === null ? null : inYuan(amountFen),
      ...('checkpoints' in data
        ? data.checkpoints.map(
            // Shares are basis points; a blank printed in the document stays a blank.
            ({ on, cumulativeShare }) => `${on} ${cumulativeShare === null ? '空白' : `${cumulativeShare / 100}%`}`,
          )
        : []),
      'account' in data ? data.account : null,
      'arrivalId' in data ? `到账日 ${data.arrivedOn}` : null,
      'arrivalId' in data ? data.reference : null,
      'documentNumber' in data ? (data.documentNumber?.printed ?? null) : null,
      'reason' in data ? data.reason : null,
    ],
  };
}

function describeProgramme({ type, data }: Stamped<ProgrammeEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: PROGRAMME_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'ProgrammeRegistered':
      return { ...said, businessDate: data.effectiveOn, details: [data.code, data.name] };
    case 'ProgrammeRenamed':
      return { ...said, businessDate: data.effectiveOn, details: [data.code, data.name, data.reason] };
    case 'ProgrammeGroupDefined':
      return { ...said, businessDate: data.effectiveOn, details: [data.name] };
    case 'PaymentStandardSet':
      return {
        ...said,
        businessDate: data.effectiveOn,
        details: [
          data.headcount === null ? null : heads(data.headcount),
          ...data.rates.map(({ label, amountFen }) => [label, `每人 ${inYuan(amountFen)}`].filter(Boolean).join(' ')),
        ],
      };
    case 'PerformanceTargetsSet':
      return { ...said, businessDate: data.effectiveOn, details: [`${data.targets.length} 项目标`] };
    case 'PerformanceMeasuresDeclared':
      return {
        ...said,
        businessDate: data.effectiveOn,
        details: data.measures.map(({ level3, measure }) => `${level3}：${TARGET_MEASURE_LABEL[measure]}`),
      };
    case 'PerformanceActualRecorded': {
      const { level3, asOf, finding, reason, remedy } = data;
      return {
        ...said,
        businessDate: asOf,
        details: [
          level3,
          ...(finding === null
            ? []
            : [
                finding.actual,
                `${VERDICT_LABEL[finding.verdict]} ${formatBasisPoints(finding.completion)}%`,
                finding.comment,
              ]),
          reason,
          remedy,
        ],
      };
    }
    case 'EntitlementStated': {
      const { period, amountFen, reason } = data;
      return {
        ...said,
        period,
        amountFen,
        details: [`所属期 ${period}`, heads(data.heads), inYuan(amountFen), reason],
      };
    }
    case 'ProgrammeEnded':
      return { ...said, businessDate: data.endsOn, details: [data.reason] };
    case 'ProgrammeContinued':
      return { ...said, businessDate: data.effectiveOn, details: [data.reason] };
  }
}

const describeImport = ({ data }: Stamped<ProgrammeImportEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: '导入预算项目',
  by: data.by,
  businessDate: data.effectiveOn,
  amountFen: data.totalFen,
  details: [`文件 ${data.fileName}`, `${data.programmes.toLocaleString('en')} 个项目`, inYuan(data.totalFen)],
});

/** What an attempt came to grief on: money, an earlier signature, or a programme outside of what was granted. */
const attemptLabel = ({ code, shortfalls }: RefusedAttemptEvent['data']): string =>
  shortfalls.length > 0 ? '超可用办理被拒' : code === 'programme-not-granted' ? '项目组外办理被拒' : '同一人再办被拒';

const describeAttempt = ({ data }: Stamped<RefusedAttemptEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: attemptLabel(data),
  by: data.by,
  businessDate: data.attemptedOn,
  paymentId: data.paymentId,
  appropriationIds: data.shortfalls.map(({ appropriationId }) => appropriationId),
  amountFen: data.requiredFen === '0' ? null : data.requiredFen,
  period: data.period,
  details: [
    data.period === null ? null : `所属期 ${data.period}`,
    data.headcount === null ? null : heads(data.headcount),
    data.requiredFen === '0' ? null : `${data.shortfalls.length > 0 ? '需 ' : ''}${inYuan(data.requiredFen)}`,
    ...data.shortfalls.map(({ programmeName, shortFen }) => `${programmeName}差 ${inYuan(shortFen)}`),
  ],
});

/** What the event log says of programmes, appropriations, imports and refused attempts. */
export const budgetEvents: readonly EventDescriber[] = [
  describing('appropriation', appropriationCodec, describeAppropriation),
  describing('programme', programmeCodec, describeProgramme),
  describing('programmeImport', programmeImportCodec, describeImport),
  describing('attempt', refusedAttemptCodec, describeAttempt),
];
