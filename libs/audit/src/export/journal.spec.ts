import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appropriationAggregate, availableOf } from '@bofu/budget';
import { ONE_AGENCY, type EventStore } from '@bofu/event-store';
import { fold, formatYuan, parseBusinessDate } from '@bofu/kernel';
import { requireTool } from '@bofu/testing';
import { beanCheck, hledgerCheck, type Verdict } from '../../testing/accounting-tools';
import { playedDemoYear, type DemoYear } from '../../../../test/demo-year/played-demo-year';
import { committed, givenEvents, issued, submitted } from '../../testing/given-events';
import { withOneFenChanged } from '../../testing/one-fen';
import { beancountJournal } from './beancount-journal';
import { Books } from './books';
import { hledgerJournal } from './hledger-journal';
import { journalHeader, readBooks, type ExportSelection } from './read-books';

/** A tool is started for each place; on a loaded machine each start takes its time. */
const SLOW = 300_000;

describe('the books of the demonstration year', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-books-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let demo: DemoYear;
  let store: EventStore;
  let YEAR: ExportSelection;
  beforeAll(async () => {
    demo = await playedDemoYear();
    store = demo.store;
    YEAR = { agencyId: demo.bureau.agencyId, fiscalYear: 2021, asOf: null, knownAt: null };
  });

  const journals = async (selection: ExportSelection = YEAR, from: EventStore = store) => {
    const read = await readBooks(from, selection);
    const header = journalHeader(selection, read);
    const { books } = read;
    return {
      books,
      hledger: [...hledgerJournal(header, books)].join(''),
      beancount: [...beancountJournal(header, books)].join(''),
    };
  };
  let files = 0;
  const judged = async (check: (file: string) => Promise<Verdict>, text: string): Promise<Verdict> => {
    const file = join(folder, `books-${(files += 1)}.txt`);
    writeFileSync(file, text);
    return check(file);
  };
  const balancesOf = (books: Books, account: RegExp): Map<string, string> => {
    const balances = new Map<string, string>();
    for (const { postings } of books)
      for (const posting of postings)
        if (account.test(posting.account)) balances.set(posting.account, formatYuan(posting.balanceFen));
    return balances;
  };

  it('end with what the appropriations themselves hold available', async () => {
    const { books } = await journals();
    const quotas = [...balancesOf(books, /^Assets:Quota:/)];
    expect(quotas).toHaveLength(22);
    const available: [string, string][] = [];
    for (let programme = 1; programme <= 22; programme += 1) {
      const { stream, decider, codec } = appropriationAggregate(demo.appropriationOf(programme));
      const { events } = await store.readStream(stream);
      const state = fold(decider, events.map(codec.decode));
      if (state.situation === 'not-issued') throw new Error(`programme ${programme} is not issued`);
      available.push([state.terms.programmeCode, formatYuan(availableOf(state.money.sums))]);
    }
    const byCode = quotas.map(([account, balance]) => [/:P([0-9A-Z]{21})-/.exec(account)?.[1], balance]);
    expect(byCode.sort()).toEqual(available.sort());
    expect([...balancesOf(books, /^Equity:Virement:/)]).toEqual([['Equity:Virement:Y2021', '0.00']]);
  });

  it('put what was entered late on its business date', async () => {
    const entries = [...(await journals()).books];
    const late = entries.findIndex(({ number }, at) => number > (entries[at + 1]?.number ?? Infinity));
    expect(entries[late]?.on).toBe('2021-07-28');
    const dates = entries.map(({ on }) => on);
    expect(dates).toEqual([...dates].sort());
  });

  it('stop at a business date, and at what was known at an instant', async () => {
    const ofJune = { ...YEAR, asOf: parseBusinessDate('2021-06-30') };
    const july28 = { instant: '2021-07-31T23:59:59+08:00' };
    expect([...(await journals(ofJune)).books].at(-1)?.on).toBe('2021-06-30');
    const known = [...(await journals({ ...YEAR, knownAt: july28 })).books];
    const later = [...(await journals({ ...YEAR, asOf: parseBusinessDate('2021-07-31') })).books];
    // The bill paid on 28 July was entered on 4 August.
    expect(later.length - known.length).toBe(1);
    expect([...(await journals({ ...YEAR, fiscalYear: 2022 })).books]).toEqual([]);
  });

  it('are the same text for the same position', async () => {
    const position = (await store.readStream(appropriationAggregate(demo.appropriationOf(14)).stream)).events[9]
      ?.position;
    const atPosition: ExportSelection = { ...YEAR, knownAt: position === undefined ? null : { position } };
    const [once, again] = [await journals(atPosition), await journals(atPosition)];
    expect(once.hledger).toBe(again.hledger);
    // The end of the command it lies in, with the first digits of its hash.
    const end = (await store.appendEnd(position!))!;
    expect(once.hledger).toContain(`位置 ${end.position}-${end.hash.slice(0, 8)}`);
  });

  const payment = submitted('1', ['A'], '2021-12-31');
  const awkward = givenEvents(
    issued('A', '100001', {
      programmeCode: 'a b',
      programmeName: ' 名；称 (a)  "x" | ;y\\z 𠮷🙂【2021】',
      fundingLevel: 'central',
      effectiveOn: '2021-12-31',
    }),
    {
      ...payment,
      data: {
        ...payment.data,
        payee: { kind: 'organisation', name: '甲;乙 | "丙"\\  丁' },
        purpose: '(a) ! *  ;date:2021-13-01',
      },
    },
    committed('A', '1', '1', '2021-12-31'),
  );
  const awkwardBooks = (): Books => {
    const books = new Books({ ...YEAR, agencyId: ONE_AGENCY });
    for (const event of awkward) books.observe(event);
    return books;
  };
  const header = { title: '名', facts: [] };

  requireTool('hledger')('as an hledger journal', () => {
    it('are accepted, also up to a date and when written by an awkward hand', async () => {
      const { hledger } = await journals();
      expect(await judged(hledgerCheck, hledger)).toEqual({ accepted: true, said: '' });
      const { hledger: june } = await journals({ ...YEAR, asOf: parseBusinessDate('2021-06-15') });
      expect(await judged(hledgerCheck, june)).toEqual({ accepted: true, said: '' });
      const awkwardly = [...hledgerJournal(header, awkwardBooks())].join('');
      expect(await judged(hledgerCheck, awkwardly)).toEqual({ accepted: true, said: '' });
    });

    it(
      'are refused after one fen is changed, wherever it is',
      async () => {
        const { hledger } = await journals();
        const changed = withOneFenChanged(hledger, 20);
        expect(changed.length).toBeGreaterThanOrEqual(20);
        const overlooked = [];
        for (const { place, text } of changed) if ((await judged(hledgerCheck, text)).accepted) overlooked.push(place);
        expect(overlooked).toEqual([]);
      },
      SLOW,
    );

    it('are refused with two entries changed so that they still balance', async () => {
      const { hledger } = await journals();
      const changed = hledger.replaceAll(/(CNY -?)188967\.50 =/g, '$1188967.51 =');
      expect(changed).not.toBe(hledger);
      expect((await judged(hledgerCheck, changed)).said).toContain('balance assertion');
    });
  });

  requireTool('bean-check')('as a beancount journal', () => {
    it('are accepted, also up to a date and when written by an awkward hand', async () => {
      const { beancount } = await journals();
      expect(await judged(beanCheck, beancount)).toEqual({ accepted: true, said: '' });
      const { beancount: june } = await journals({ ...YEAR, asOf: parseBusinessDate('2021-06-15') });
      expect(await judged(beanCheck, june)).toEqual({ accepted: true, said: '' });
      const awkwardly = [...beancountJournal(header, awkwardBooks())].join('');
      expect(await judged(beanCheck, awkwardly)).toEqual({ accepted: true, said: '' });
    });

    it('state every balance at every month end', async () => {
      const { beancount } = await journals();
      const days = new Set([...beancount.matchAll(/^(\S+) balance /gm)].map(([, day]) => day));
      expect([...days]).toEqual([
        ...['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2021-${month}-01`),
        '2022-01-01',
      ]);
    });

    it(
      'are refused after one fen is changed, in an entry or in a balance',
      async () => {
        const { beancount } = await journals();
        const changed = withOneFenChanged(beancount, 16);
        expect(changed.length).toBeGreaterThanOrEqual(16);
        expect(changed.filter(({ place }) => place.includes(' balance ')).length).toBeGreaterThan(3);
        const overlooked = [];
        for (const { place, text } of changed) if ((await judged(beanCheck, text)).accepted) overlooked.push(place);
        expect(overlooked).toEqual([]);
      },
      SLOW,
    );

    it('would overlook a fen in a balance without the tolerance of zero', async () => {
      const { beancount } = await journals();
      const [inBalance] = withOneFenChanged(beancount, 30).filter(({ place }) => place.includes(' balance '));
      expect((await judged(beanCheck, inBalance?.text.replaceAll(' ~ 0 ', ' ') ?? '')).accepted).toBe(true);
    });
  });
});
