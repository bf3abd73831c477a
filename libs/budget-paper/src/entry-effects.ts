import type { Directory } from '@bofu/access';
import { BUDGET_ACT_LABEL, budgetRefusals, bookWithFigures, type BookedAct, type FigureChange } from '@bofu/budget';
import { derivedId, fingerprintOf, type CommandContext, type Decisions } from '@bofu/event-store';
import { kernelRefusals, Refusal } from '@bofu/kernel';
import type { SubmittedPaper } from './domain/budget-paper';
import { refuse, type FigureDifference } from './domain/refusals';

/** What one entry of a paper does to the books: each figure before and after it. */
export interface EntryEffect {
  readonly entry: number;
  readonly changes: readonly FigureChange[];
  /** Why it would be refused, and with it the whole paper. */
  readonly refusal: { readonly code: string; readonly sentence: string } | null;
}

type Entries = Pick<SubmittedPaper, 'paperId' | 'acts'>;
type Booking = Pick<CommandContext, 'agencyId' | 'recordedAt'>;
type Rules = Pick<Directory, 'largePaymentFen'>;

/** Decides every entry in its order, as it would stand alone; what it creates has its id from the paper's and its number. */
export async function bookEntries(
  decisions: Decisions,
  directory: Rules,
  booking: Booking,
  { paperId, acts }: Entries,
): Promise<readonly EntryEffect[]> {
  return effects(decisions, directory, booking, { paperId, acts }, (error, entry) => {
    const [only, ...others] = acts;
    // Alone on its paper it hears what it would hear without one.
    if (only === undefined || others.length === 0) throw error;
    const label = BUDGET_ACT_LABEL[acts[entry - 1]?.type ?? only.type];
    return refuse('budget-paper-entry-refused', { entry, label, ...inWords(error) });
  });
}

/** The same for showing: an entry that would be refused says so, and the others go on. */
export const tryEntries = (decisions: Decisions, directory: Rules, booking: Booking, paper: Entries) =>
  effects(decisions, directory, booking, paper, (error, entry) => ({ entry, changes: [], refusal: inWords(error) }));

async function effects(
  decisions: Decisions,
  directory: Rules,
  { agencyId, recordedAt }: Booking,
  { paperId, acts }: Entries,
  refused: (error: Refusal, entry: number) => EntryEffect,
): Promise<readonly EntryEffect[]> {
  const found: EntryEffect[] = [];
  const earlier: BookedAct[] = [];
  for (const [at, act] of acts.entries()) {
    const entry = at + 1;
    const context = { agencyId, recordedAt, commandId: derivedId('paper-entry', paperId, String(entry)) };
    try {
      const { booked, changes } = await bookWithFigures(decisions, directory, context, act, earlier);
      earlier.push(booked);
      found.push({ entry, changes, refusal: null });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      earlier.push({ appropriationIds: [], programmeId: null });
      found.push(refused(error, entry));
    }
  }
  return found;
}

const SENTENCES: Readonly<Record<string, { readonly title: (facts: never) => string }>> = {
  ...kernelRefusals,
  ...budgetRefusals,
};

const inWords = ({ code, facts }: Refusal) => ({ code, sentence: SENTENCES[code]?.title(facts as never) ?? code });

/** What a signature stands under: what the paper says, and what it would do. SHA-256 of the canonical JSON (RFC 8785), hex. */
export const digestOf = (contentDigest: string, does: readonly EntryEffect[]): string =>
  fingerprintOf({ contentDigest, does });

/** What reads otherwise now than it was shown. */
export function differencesBetween(
  shown: readonly EntryEffect[],
  now: readonly EntryEffect[],
): readonly FigureDifference[] {
  const keyed = (does: readonly EntryEffect[]) =>
    new Map(
      does.flatMap(({ entry, changes }) =>
        changes.flatMap(({ subject, figure, before, after }) =>
          (
            [
              ['原', before],
              ['后', after],
            ] as const
          ).map(([side, value]) => {
            const place = { entry, subject: subject.name, figure: `${figure}（${side}）` };
            return [`${entry}/${subject.id}/${place.figure}`, { place, value }] as const;
          }),
        ),
      ),
    );
  const [was, is] = [keyed(shown), keyed(now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [before, after] = [was.get(key), is.get(key)];
    const place = (before ?? after)?.place;
    if (place === undefined || before?.value === after?.value) return [];
    return [{ ...place, shown: before?.value ?? null, now: after?.value ?? null }];
  });
}
