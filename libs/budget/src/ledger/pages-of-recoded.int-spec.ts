import { runDecision, openEventStore, type BooksSelection } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import { openReadModel, ProjectionRunner } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { paymentOffice } from '../../../payment/testing/payment-office';
import { programmeAggregate } from '../programme-aggregate';
import {
  GetAppropriation,
  GetAppropriationHandler,
  ListAppropriations,
  ListAppropriationsHandler,
} from './appropriations.query';
import { ledgerProjection } from './ledger.projection';
import { ListProgrammes, ListProgrammesHandler } from './programmes.query';

const IDS = ['a', 'b', 'c', 'd'];
const day = parseBusinessDate;

describe('pages of what has been re-coded', () => {
  it('show everything once, in whatever order the codes were and are', async () => {
    const { url, drop } = await createTestDatabase();
    const database = await openReadModel({ url, poolSize: 2 });
    const store = await openEventStore({ kind: 'memory' });
    const office = paymentOffice(store);
    for (const id of IDS) {
      await office.registerProgramme(id);
      await office.issue(`of-${id}`, '100.00', id);
    }
    // The codes turn round in the middle of the year.
    for (const [at, id] of IDS.entries())
      await runDecision(store, office.context(), programmeAggregate(id), {
        ...{ type: 'rename-programme', code: `code-${9 - at}`, name: `项目${id}` },
        ...{ effectiveOn: day('2021-07-01'), reason: '编码调整', sources: [] },
      });
    await runDecision(store, office.context(), programmeAggregate('a'), {
      ...{ type: 'rename-programme', code: 'code-2022', name: '明年的名称' },
      ...{ effectiveOn: day('2022-01-01'), reason: '更名', sources: [] },
    });
    const runner = new ProjectionRunner(store, database, [ledgerProjection], { log: () => undefined });
    await runner.start();
    const head = await store.head();
    if (head !== null) await runner.waitFor(ledgerProjection.name, head, 20_000);
    try {
      for (const asOf of [null, day('2021-06-30'), day('2021-12-31')]) {
        const books: BooksSelection = { agencyScope: ['agency-1'], fiscalYear: 2021, asOf, knownAt: null };
        const programmes = await paged(async (after) =>
          (await new ListProgrammesHandler(database).execute(new ListProgrammes(books, after, 1))).map(
            ({ programmeId }) => programmeId,
          ),
        );
        expect([asOf, [...programmes].sort()]).toEqual([asOf, IDS]);
        const appropriations = await paged(async (after) =>
          (await new ListAppropriationsHandler(database).execute(new ListAppropriations(books, after, 1))).map(
            ({ appropriationId }) => appropriationId,
          ),
        );
        expect([asOf, [...appropriations].sort()]).toEqual([asOf, IDS.map((id) => `of-${id}`)]);
      }
      for (const asOf of [null, day('2021-06-30'), day('2022-02-01')]) {
        const books: BooksSelection = { agencyScope: ['agency-1'], fiscalYear: 2021, asOf, knownAt: null };
        const found = await new GetAppropriationHandler(database).execute(new GetAppropriation('of-a', books));
        expect([asOf, found?.programmeCode]).toEqual([asOf, asOf === '2021-06-30' ? expect.any(String) : 'code-9']);
        expect(found?.programmeName).not.toBe('明年的名称');
      }
    } finally {
      await runner.stop();
      await database.close();
      await drop();
    }
  });
});

/** Page by page until one is empty; no list here is longer than ten. */
async function paged(page: (after: string | null) => Promise<readonly string[]>): Promise<readonly string[]> {
  const seen: string[] = [];
  while (seen.length < 10) {
    const next = await page(seen.at(-1) ?? null);
    if (next.length === 0) return seen;
    seen.push(...next);
  }
  return seen;
}
