import { delegatorsIn, type Directory } from '@bofu/access';
import { recordingRefusedAttempts, type WantOfMoney } from '@bofu/budget';
import {
  recordedOn,
  type CommandContext,
  type DecisionResult,
  type Decisions,
  type EventStore,
} from '@bofu/event-store';
import { isRefusal } from '@bofu/kernel';
import { paperAggregate } from './budget-paper-aggregate';
import type { SubmittedPaper } from './domain/budget-paper';
import { refuse, type PaperRefusals } from './domain/refusals';
import { bookEntries, differencesBetween, type EntryEffect } from './entry-effects';
import { showPaper, submittedPaper } from './show-paper';

/** What a signer was shown: the digest she confirms, and the position up to which the books were read for it. */
export interface Shown {
  readonly digest: string;
  readonly shownAt: string;
}

/**
 * A signature on a paper. She signs what she was shown: what the paper would do now is held against what it would have
 * done then, and a difference is told instead. An approval books every entry in its own append, or none.
 */
export function signPaper(
  store: EventStore,
  directory: Pick<Directory, 'largePaymentFen' | 'grants'>,
  context: CommandContext,
  paperId: string,
  type: 'review-paper' | 'approve-paper',
  { digest, shownAt }: Shown,
): Promise<DecisionResult> {
  const attempt = {
    ...{ attempted: type, attemptedOn: recordedOn(context) },
    ...{ paymentId: null, period: null, headcount: null },
  };
  const plan = async (decisions: Decisions): Promise<void> => {
    const { decide } = decisions;
    const paper = await submittedPaper(decisions, paperId);
    const madeBefore = await makersBefore(decisions, paper);
    const delegators = delegatorsIn(directory);
    await decide(paperAggregate(paperId), { type, digest, shownAt, delegators, madeBefore });
    const shown = await showPaper(store, directory, context, paperId, shownAt);
    if (shown.digest !== digest) refuse('budget-paper-changed', { paperId, shown: digest, digest: shown.digest });
    const now =
      type === 'approve-paper'
        ? await bookEntries(decisions, directory, context, paper)
        : await asItWouldBe(store, directory, context, paper);
    const differences = differencesBetween(shown.effects, now);
    if (differences.length > 0) refuse('budget-paper-effects-changed', { paperId, differences });
  };
  const own = { ...context, firstCausesTheRest: true };
  return recordingRefusedAttempts(store, own, { paperId, type, digest }, attempt, plan, twoInOne);
}

async function asItWouldBe(
  store: EventStore,
  directory: Pick<Directory, 'largePaymentFen'>,
  context: CommandContext,
  paper: SubmittedPaper,
): Promise<readonly EntryEffect[]> {
  const head = (await store.head()) ?? '';
  return (await showPaper(store, directory, context, paper.paperId, head)).effects;
}

/** Who tries to be two of the people a paper needs is on record with it, though no money was lacking. */
const twoInOne: WantOfMoney = (refusal) =>
  isRefusal<PaperRefusals>()(refusal, 'budget-paper-signed-already')
    ? { requiredFen: refusal.facts.totalFen, shortfalls: [] }
    : null;

/** Who submitted what a paper replaces, and what that one replaced. */
async function makersBefore(decisions: Decisions, { replaces }: SubmittedPaper): Promise<readonly string[]> {
  const makers: string[] = [];
  for (let paperId = replaces; paperId !== null;) {
    const earlier = await submittedPaper(decisions, paperId);
    makers.push(earlier.submittedBy.personId);
    paperId = earlier.replaces;
  }
  return makers;
}
