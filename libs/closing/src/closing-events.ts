import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import { formatYuanGrouped, type Stamped } from '@bofu/kernel';
import { monthCodec, yearCodec } from './closing-codec';
import {
  DISPOSAL_LABEL,
  FIGURE_LABEL,
  FIGURE_LINE_LABEL,
  MONTH_EVENT_LABEL,
  NOTED_STEP_LABEL,
  SIDE_LABEL,
  YEAR_EVENT_LABEL,
} from './closing-labels';
import type { MonthEvent } from './domain/month';
import type { YearEvent } from './domain/year';

const inYuan = (digits: string): string => `${formatYuanGrouped(BigInt(digits))} 元`;

function describeMonth({ type, data }: Stamped<MonthEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: MONTH_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'BankStatementEntered':
    case 'FinanceFiguresEntered': {
      const paid = data.lines.map(({ line, paidFen }) => `${FIGURE_LINE_LABEL[line]} ${inYuan(paidFen)}`);
      return { ...said, details: [data.month, ...paid] };
    }
    case 'DifferenceExplained': {
      const { month, side, line, figure, differenceFen, reason } = data;
      const what = `${SIDE_LABEL[side]}${FIGURE_LINE_LABEL[line]}${FIGURE_LABEL[figure]}`;
      return { ...said, amountFen: differenceFen, details: [month, what, inYuan(differenceFen), reason] };
    }
    case 'MissingReceiptExplained':
      return { ...said, paymentId: data.paymentId, details: [data.month, data.reason] };
    case 'MonthClosed':
      return { ...said, details: [data.month] };
    case 'MonthReopenProposed':
    case 'MonthReopened':
      return { ...said, details: [data.month, data.reason] };
  }
}

function describeYear({ type, data }: Stamped<YearEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: YEAR_EVENT_LABEL[type], by: data.by };
  const year = `${data.fiscalYear} 年`;
  switch (type) {
    case 'YearBalanceDisposed': {
      const { appropriationId, disposal, amountFen, reason } = data;
      const details = [year, DISPOSAL_LABEL[disposal], inYuan(amountFen), reason];
      return { ...said, appropriationIds: [appropriationId], amountFen, details };
    }
    case 'YearStepNoted': {
      const { step, applies, doneOn, documentNumber, reason } = data;
      const what = `${NOTED_STEP_LABEL[step]}${applies ? '' : '不适用'}`;
      return { ...said, details: [year, what, doneOn, documentNumber?.printed ?? null, reason] };
    }
    case 'YearReportSigned':
    case 'YearLocked':
      return { ...said, details: [year] };
    case 'YearReopenProposed':
    case 'YearReopened':
      return { ...said, details: [year, data.reason] };
  }
}

/** What the event log says of months and years. */
export const closingEvents: readonly EventDescriber[] = [
  describing('closing', monthCodec, describeMonth),
  describing('year', yearCodec, describeYear),
];
