import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import { formatYuanGrouped, type Stamped } from '@bofu/kernel';
import { monthCodec } from './closing-codec';
import { FIGURE_LABEL, FIGURE_LINE_LABEL, MONTH_EVENT_LABEL, SIDE_LABEL } from './closing-labels';
import type { MonthEvent } from './domain/month';

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

/** What the event log says of months. */
export const closingEvents: readonly EventDescriber[] = [describing('closing', monthCodec, describeMonth)];
