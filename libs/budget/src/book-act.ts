import type { Directory } from '@bofu/access';
import { derivedId, recordedOn, type CommandContext, type Decisions } from '@bofu/event-store';
import { fenFromDigits, requireHappened, unreachable } from '@bofu/kernel';
import { askAboutChange } from './ask-back';
import { appropriationAggregate } from './appropriation-aggregate';
import type { BudgetAct, OnAppropriation, OnProgramme } from './domain/budget-act';
import { refuse } from './domain/refusals';
import { issueAppropriation } from './issue-appropriation';
import { programmeAggregate } from './programme-aggregate';
import { registerNewProgramme } from './register-programme';
import { renameProgramme } from './rename-programme';
import { transferVirement } from './transfer-virement';

/** What an entry of a paper has touched: later ones of the same paper may be about it. */
export interface BookedAct {
  readonly appropriationIds: readonly string[];
  readonly programmeId: string | null;
}

/** Whose books it is booked in, and when; `commandId` is the entry's own, from which what it creates has its ids. */
export type BookingContext = Pick<CommandContext, 'commandId' | 'agencyId' | 'recordedAt'>;

/**
 * Decides one entry of a paper by the rules that the same act has alone, on the books as they stand now.
 *
 * @param earlier what the entries before it have touched, in their order
 */
export async function bookAct(
  decisions: Decisions,
  directory: Pick<Directory, 'largePaymentFen'>,
  context: BookingContext,
  act: BudgetAct,
  earlier: readonly BookedAct[],
): Promise<BookedAct> {
  const { decide } = decisions;
  const { agencyId } = context;
  const touched = touchedBefore(act, earlier);
  const { programmeId } = touched;
  const appropriationId = touched.appropriationIds[0] ?? '';
  switch (act.type) {
    case 'issue-appropriation': {
      const { type: _, amountFen, ...issue } = act;
      const issued = await issueAppropriation(decisions, context, { ...issue, amountFen: fenFromDigits(amountFen) });
      return { appropriationIds: [issued.appropriationId], programmeId: issued.programmeId };
    }
    case 'supplement-appropriation':
    case 'reduce-appropriation':
    case 'claw-back-appropriation': {
      const { on: _, amountFen: digits, ...change } = act;
      const amountFen = fenFromDigits(digits);
      askAboutChange(directory, context, { ...change, amountFen });
      if (act.type === 'claw-back-appropriation') requireHappened(act.effectiveOn, recordedOn(context));
      await decide(appropriationAggregate(appropriationId), { ...change, amountFen });
      return touched;
    }
    case 'freeze-appropriation':
    case 'unfreeze-appropriation': {
      const { on: _, amountFen, ...change } = act;
      await decide(appropriationAggregate(appropriationId), { ...change, amountFen: fenFromDigits(amountFen) });
      return touched;
    }
    case 'replace-provisional-authority':
    case 'adopt-spending-plan':
    case 'revise-spending-plan': {
      const { on: _, ...change } = act;
      await decide(appropriationAggregate(appropriationId), change);
      return touched;
    }
    case 'transfer-virement': {
      const { type: _, amountFen: digits, ...stated } = act;
      const virement = { ...stated, amountFen: fenFromDigits(digits) };
      askAboutChange(directory, context, virement);
      await transferVirement(decisions, derivedId('virement', context.commandId), virement);
      return touched;
    }
    case 'register-programme': {
      const { type: _, ...registration } = act;
      return {
        appropriationIds: [],
        programmeId: await registerNewProgramme(decisions, context, registration),
      };
    }
    case 'rename-programme': {
      const { type: _, on: __, ...change } = act;
      await renameProgramme(decisions, agencyId, programmeId ?? '', change);
      return touched;
    }
    case 'define-programme-group': {
      const { on: _, ...group } = act;
      const groupId = derivedId('group', context.commandId);
      await decide(programmeAggregate(programmeId ?? ''), { ...group, groupId });
      return touched;
    }
    case 'set-payment-standard': {
      const { on: _, ...standard } = act;
      await decide(programmeAggregate(programmeId ?? ''), { ...standard, recordedOn: recordedOn(context) });
      return touched;
    }
    case 'set-performance-targets':
    case 'end-programme':
    case 'continue-programme': {
      const { on: _, ...change } = act;
      await decide(programmeAggregate(programmeId ?? ''), change);
      return touched;
    }
    default:
      return unreachable(act);
  }
}

/** What an entry is about, before it is decided; what it creates is not there yet. */
export function touchedBefore(act: BudgetAct, earlier: readonly BookedAct[]): BookedAct {
  if (act.type === 'transfer-virement') return { appropriationIds: [act.from, act.to], programmeId: null };
  if (!('on' in act)) return { appropriationIds: [], programmeId: null };
  const { on } = act;
  if (!('act' in on))
    return 'appropriationId' in on
      ? { appropriationIds: [on.appropriationId], programmeId: null }
      : { appropriationIds: [], programmeId: on.programmeId };
  return entryMeant(on, earlier, isOnAppropriation(act));
}

const isOnAppropriation = ({ type }: BudgetAct): boolean => type.endsWith('-appropriation') || type.endsWith('-plan');

function entryMeant(
  { act }: Extract<OnAppropriation | OnProgramme, { act: number }>,
  earlier: readonly BookedAct[],
  forMoney: boolean,
): BookedAct {
  const meant = earlier[act - 1];
  const found = forMoney ? meant?.appropriationIds[0] : meant?.programmeId;
  if (meant === undefined || !found) return refuse('entry-not-found', { entry: act });
  return forMoney
    ? { appropriationIds: meant.appropriationIds.slice(0, 1), programmeId: null }
    : { appropriationIds: [], programmeId: meant.programmeId };
}
