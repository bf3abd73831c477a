import { RecordedDirectory } from '@bofu/access';
import { randomUUID } from 'node:crypto';
import {
  openEventStore,
  recordedOn,
  runDecision,
  type CommandContext,
  type DecisionResult,
  type EventStore,
} from '@bofu/event-store';
import { addDays, Refusal, type BusinessDate } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { TERMS, yuan } from '../testing/appropriation-examples';
import { NO_FILES } from '../testing/no-files';
import { appropriationAggregate } from './appropriation-aggregate';
import { ClawBackAppropriation, ClawBackAppropriationHandler } from './claw-back-appropriation';
import type { AppropriationCommand } from './domain/appropriation';
import { EnterOpeningBalance, EnterOpeningBalanceHandler } from './enter-opening-balance';
import { FreezeAppropriation, FreezeAppropriationHandler } from './freeze-appropriation';
import { CorrectFundsArrival, CorrectFundsArrivalHandler } from './correct-funds-arrival';
import { RecordFundsArrival, RecordFundsArrivalHandler } from './record-funds-arrival';
import { SupplementAppropriation, SupplementAppropriationHandler } from './supplement-appropriation';

const ID = 'A';
const context = (): CommandContext => ({
  ...{ commandId: randomUUID(), agencyId: 'agency-1', by: SOMEBODY, recordedAt: '2021-03-01T16:00:01Z' },
});
/** 00:00:01 of 2 March in Beijing. */
const today = recordedOn(context());

let store: EventStore;
beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  await runDecision(store, context(), appropriationAggregate(ID), {
    ...{ type: 'issue-appropriation', ...TERMS, fundingLevel: 'district', sources: [] },
    amountFen: yuan('100.00'),
    effectiveOn: addDays(today, -30),
  });
});
afterEach(() => store.close());

type Act = (on: BusinessDate) => Promise<DecisionResult>;
const amountFen = yuan('10.00');
const reason = '事由';
const ARRIVED = { account: '财政专户', reference: null, documentNumber: null };
const paper = { documentNumber: null, documentDate: null, reason };

/**
 * Every act on an appropriation: a fact, which has happened; `decided`, which may take effect on a later day; or the
 * effect of a payment's step, whose day the payment looks at.
 */
const ACTS: Readonly<Record<AppropriationCommand['type'], Act | 'decided' | 'of-a-payment'>> = {
  'record-funds-arrival': (arrivedOn) =>
    new RecordFundsArrivalHandler(store).execute(
      new RecordFundsArrival(context(), ID, { amountFen, arrivedOn, ...ARRIVED }),
    ),
  'correct-funds-arrival': async (arrivedOn) => {
    await runDecision(store, context(), appropriationAggregate(ID), {
      ...{ type: 'record-funds-arrival', arrivalId: 'a1', amountFen, arrivedOn: addDays(today, -20), ...ARRIVED },
    });
    const correction = { arrivalId: 'a1', arrivedFen: amountFen, arrivedOn, ...ARRIVED, reason };
    return new CorrectFundsArrivalHandler(store).execute(new CorrectFundsArrival(context(), ID, correction));
  },
  'enter-opening-balance': (effectiveOn) =>
    new EnterOpeningBalanceHandler(store).execute(
      new EnterOpeningBalance(
        context(),
        [{ appropriationId: ID, lines: [{ groupId: null, period: null, heads: null, amountFen }] }],
        { effectiveOn, reason, sources: [] },
      ),
    ),
  'claw-back-appropriation': (effectiveOn) =>
    new ClawBackAppropriationHandler(store, new RecordedDirectory(), NO_FILES).execute(
      new ClawBackAppropriation(context(), ID, { amountFen, effectiveOn, ...paper }),
    ),
  'issue-appropriation': 'decided',
  'supplement-appropriation': 'decided',
  'reduce-appropriation': 'decided',
  'transfer-virement-out': 'decided',
  'transfer-virement-in': 'decided',
  'freeze-appropriation': 'decided',
  'unfreeze-appropriation': 'decided',
  'replace-provisional-authority': 'decided',
  // Its day is the year's own end: whoever closes a year asks whether it is over.
  'close-out-balance': 'decided',
  'adopt-spending-plan': 'decided',
  'revise-spending-plan': 'decided',
  'commit-funds': 'of-a-payment',
  'settle-commitment': 'of-a-payment',
  'release-commitment': 'of-a-payment',
  'reverse-settlement': 'of-a-payment',
  'reclassify-settlement-out': 'of-a-payment',
  'reclassify-settlement-in': 'of-a-payment',
  'return-funds': 'of-a-payment',
};
const facts = Object.entries(ACTS).flatMap(([name, act]) => (typeof act === 'function' ? [[name, act] as const] : []));

const outcomeOf = async (act: () => Promise<unknown>) => {
  try {
    await act();
    return 'recorded';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, facts: error.facts };
  }
};

describe('what has happened', () => {
  it.each(facts)('is recorded up to today in Beijing and not of tomorrow: %s', async (_name, act) => {
    const tomorrow = addDays(today, 1);
    expect(await outcomeOf(() => act(tomorrow))).toEqual({ code: 'date-ahead', facts: { date: tomorrow, today } });
    expect(await outcomeOf(() => act(today))).toBe('recorded');
  });

  it('is no question of what is decided: it may take effect on a later day', async () => {
    const effectiveOn = addDays(today, 30);
    const supplement = { amountFen, effectiveOn, ...paper, sources: [] };
    await new SupplementAppropriationHandler(store, new RecordedDirectory(), NO_FILES).execute(
      new SupplementAppropriation(context(), ID, supplement),
    );
    await new FreezeAppropriationHandler(store).execute(
      new FreezeAppropriation(context(), ID, { amountFen, effectiveOn, reason }),
    );
  });
});
