import { agencyCodec, personCodec } from '@bofu/access';
import { alertCodec } from '@bofu/alerts';
import { appropriationCodec, programmeCodec } from '@bofu/budget';
import { ONE_AGENCY, type RecordedEvent } from '@bofu/event-store';
import { jobCodec } from '@bofu/jobs';
import { paymentCodec, payoutSchemeCodec } from '@bofu/payment';
import { inTurns, type Written } from './books';

const CODECS = [
  ...[agencyCodec, personCodec, programmeCodec, appropriationCodec, paymentCodec],
  ...[payoutSchemeCodec, alertCodec, jobCodec],
];

const recorded = ({ stream, event }: Written, at: number): RecordedEvent => ({
  ...{ ...event, stream, version: 0n, position: String(at) as RecordedEvent['position'] },
  ...{ schema: 1, agency: ONE_AGENCY, append: { ordinal: 1, count: 1 } },
});

describe('the books that the bench writes', () => {
  const events = [...inTurns({ events: 400, appropriations: 8, agencies: 2, years: 2, inFull: true })].map(recorded);

  it('can be read as the product’s own', () => {
    const unread = events.filter((event) => !CODECS.some((codec) => codec.knows(event) && codec.decode(event)));
    expect(unread.map(({ type }) => type)).toEqual([]);
  });

  it('hold what an office records', () => {
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set([
        ...[
          'AgencyRegistered',
          'PersonRegistered',
          'ProgrammeRegistered',
          'AppropriationIssued',
          'SpendingPlanAdopted',
        ],
        ...['PayoutSchemeDefined', 'AlertRaised', 'JobRequested'],
        ...['PaymentSubmitted', 'FundsCommitted', 'PaymentPaid', 'CommitmentSettled'],
      ]),
    );
  });
});
