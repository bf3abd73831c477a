import { BUDGET_ACT_LABEL } from '@bofu/budget';
import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import type { Stamped } from '@bofu/kernel';
import { paperCodec } from './budget-paper-codec';
import { PAPER_EVENT_LABEL } from './budget-paper-labels';
import { totalOf, type PaperEvent } from './domain/budget-paper';

function describePaper({ type, data }: Stamped<PaperEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: PAPER_EVENT_LABEL[type], by: data.by };
  if (type === 'PaperEntryMade') {
    const { act, entry } = data;
    const on = 'on' in act && 'appropriationId' in act.on ? [act.on.appropriationId] : [];
    const amountFen = 'amountFen' in act ? String(totalOf([act])) : null;
    return { ...said, amountFen, appropriationIds: on, details: [`第 ${entry} 项`, BUDGET_ACT_LABEL[act.type]] };
  }
  if (type === 'PaperSubmitted') {
    const { title, documentNumber, entries } = data;
    return { ...said, details: [title, documentNumber?.printed ?? null, `${entries} 项`] };
  }
  return { ...said, details: ['reason' in data ? data.reason : null] };
}

/** What the event log says of papers. */
export const budgetPaperEvents: readonly EventDescriber[] = [describing('paper', paperCodec, describePaper)];
