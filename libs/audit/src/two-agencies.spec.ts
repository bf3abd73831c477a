import { openEventStore, type EventStore, type ExpectedVersion, type RecordedEvent } from '@bofu/event-store';
import { dateOf, parsePeriod } from '@bofu/kernel';
import { day, giveBack, pay, rated } from '../../payment/testing/payment-examples';
import { paymentOffice } from '../../payment/testing/payment-office';
import { eventsOf, scopeOf } from '../testing/given-events';
import { beancountJournal } from './export/beancount-journal';
import { hledgerJournal } from './export/hledger-journal';
import { journalHeader, readBooks } from './export/read-books';
import { QUESTIONS } from './questions/catalogue';

const [WEST, EAST] = ['agency-west', 'agency-east'];

/** A few months in two offices that share a store, each act of the one followed by the same of the other. */
async function sharedStore(): Promise<EventStore> {
  const store = await openEventStore({ kind: 'memory' });
  const offices = [WEST, EAST].map((agencyId) => ({ agencyId, office: paymentOffice(store, undefined, agencyId) }));
  const payments = new Map<string, string>();
  const both = async (
    act: (office: ReturnType<typeof paymentOffice>, own: (id: string) => string) => Promise<unknown>,
  ) => {
    for (const { agencyId, office } of offices) await act(office, (id) => `${id}-of-${agencyId}`);
  };
  await both((office, own) => office.registerProgramme(own('pension')));
  // One programme, two appropriations: the second one of another batch would look alike by code, name and level.
  await both((office, own) => office.issue(own('first'), '1000.00', own('pension')));
  await both((office, own) => office.issue(own('second'), '500.00', own('pension')));
  await both(async (office, own) => {
    const line = { programmeId: own('pension') };
    payments.set(
      own('run'),
      await office.run([rated(own('first'), '93.00', 2, line), rated(own('second'), '20.00', 2, line)]),
    );
  });
  const ofRun = (own: (id: string) => string): string => payments.get(own('run')) ?? '';
  await both((office, own) => office.step(ofRun(own), pay([1])));
  await both((office, own) => office.step(ofRun(own), pay([2], '02-21')));
  await both((office, own) => office.step(ofRun(own), giveBack({ headcount: 1 })));
  await both((office, own) =>
    office.step(ofRun(own), {
      ...{ type: 'reclassify-payment', correctionId: 'c', from: { charge: 2 }, to: own('first'), amountFen: null },
      ...{ correctedOn: day('03-02'), reason: '列错指标' },
    }),
  );
  return store;
}

/** A store that holds one agency's events and nothing else, append by append as they were recorded. */
async function alone(shared: EventStore, agencyId: string): Promise<EventStore> {
  const store = await openEventStore({ kind: 'memory' });
  const append: RecordedEvent[] = [];
  for (const event of await eventsOf(shared)) {
    if (event.agency !== agencyId) continue;
    append.push(event);
    if (event.append.ordinal < event.append.count) continue;
    const recorded = append.splice(0);
    const streams = new Set(recorded.map(({ stream }) => stream));
    await store.appendAtomic(
      [...streams].map((stream) => {
        const events = recorded.filter((one) => one.stream === stream);
        const before = (events[0]?.version ?? 0n) - 1n;
        const expected: ExpectedVersion = before === -1n ? 'no-stream' : before;
        return { stream, expected, events };
      }),
    );
  }
  return store;
}

/** Places in the store aside, which others' events move: numbers, positions, and the digest of what carries them. */
const withoutPlaces = (text: string): string =>
  text
    .replaceAll(/E-\d{6}/g, 'E')
    .replaceAll(/(position[^\w]{1,4})\d{20}/g, '$1')
    .replaceAll(/"number":\d+/g, '"number"')
    .replaceAll(/"(numbers|recordedLater)":\[[^\]]*\]/g, '"$1"')
    .replaceAll(/位置 \S+/g, '位置')
    .replaceAll(/SHA-256）：\S+/g, 'SHA-256');

describe('two agencies in one store', () => {
  let shared: EventStore;
  beforeAll(async () => {
    shared = await sharedStore();
  });

  const exported = async (store: EventStore, agencyId: string) => {
    const selection = { agencyId, fiscalYear: 2021, asOf: null, knownAt: null };
    let events = '';
    const read = await readBooks(store, selection, (lines) => void (events += lines));
    const header = journalHeader(selection, read);
    return {
      events: withoutPlaces(events),
      hledger: withoutPlaces([...hledgerJournal(header, read.books)].join('')),
      beancount: withoutPlaces([...beancountJournal(header, read.books)].join('')),
    };
  };

  it.each([
    [WEST, EAST],
    [EAST, WEST],
  ])('export of %s what it would export alone, and nothing of %s', async (own, other) => {
    const together = await exported(shared, own);
    expect(together).toEqual(await exported(await alone(shared, own), own));
    expect(together.events.trimEnd().split('\n').length).toBeGreaterThan(10);
    expect(JSON.stringify(together)).not.toContain(other);
  });

  it('have an account for each appropriation of a programme, also of two that look alike', async () => {
    const { hledger } = await exported(shared, WEST);
    const accounts = [...hledger.matchAll(/^account (Expenses:Paid:\S+)$/gm)].map(([, account]) => account);
    const name = `Expenses:Paid:Y2021:Ppension-of-${WEST}-项目pension-of-${WEST}-区级`;
    expect(accounts).toEqual([name, `${name}-2`]);
  });

  it.each(QUESTIONS.filter(({ number }) => number !== 22).map(({ number, answer }) => [number, answer] as const))(
    'answer question %i as each would alone',
    async (_number, answer) => {
      for (const agencyId of [WEST, EAST]) {
        const scope = scopeOf({ agencyId, asOf: dateOf(2021, 12, 31) });
        const together = answer(await eventsOf(shared), scope);
        const apart = answer(await eventsOf(await alone(shared, agencyId)), scope);
        expect(withoutPlaces(JSON.stringify(together))).toBe(withoutPlaces(JSON.stringify(apart)));
        expect(together.events.length).toBe(apart.events.length);
      }
    },
  );

  it('are told apart where they are asked about a month and an appropriation', async () => {
    const attempts = QUESTIONS.find(({ number }) => number === 2);
    const scope = scopeOf({ agencyId: WEST, period: parsePeriod('2021-02'), appropriationIds: [`first-of-${EAST}`] });
    expect(attempts?.answer(await eventsOf(shared), scope).rows).toEqual([]);
  });
});
