import { programmeAggregate } from '@bofu/budget';
import { openEventStore, runDecision, type EventStore } from '@bofu/event-store';
import { payeeAggregate } from '@bofu/payee';
import { openReadModel, ProjectionRunner, type Database } from '@bofu/read-model';
import { createTestDatabase, projectionSpec, type ExpectedRow, type GivenEvent } from '@bofu/testing';
import { day, giveBack, lump as lumpOf, pay, rated } from '../../payment/testing/payment-examples';
import { paymentOffice } from '../../payment/testing/payment-office';
import { SEARCH, searchProjection } from './search.projection';
import { amountTyped, Search, SearchHandler } from './search.query';
import { asTyped, initialsOf } from '@bofu/pinyin';
import { pairsIn } from './searchable';

describe('a search', () => {
  let store: EventStore;
  let database: Database;
  let runner: ProjectionRunner;
  let close: () => Promise<void>;
  let pension = '';
  let lump = '';

  beforeAll(async () => {
    const { url, drop } = await createTestDatabase();
    database = await openReadModel({ url, poolSize: 4 });
    store = await openEventStore({ kind: 'memory' });
    const west = paymentOffice(store, undefined, 'west');
    await west.registerProgramme('pension');
    await runDecision(store, west.context(), programmeAggregate('pension'), {
      ...{ type: 'rename-programme', code: 'pension', name: '高龄津贴', reason: '更名' },
      effectiveOn: day('01-02'),
    });
    await west.issue('central', '100000.00');
    pension = await west.run([rated('central', '93.00', 20)]);
    await west.step(pension, { ...pay(), voucherNumber: '支2021-0062' });
    const { lapsed: _, ...back } = giveBack({ headcount: 1 });
    await west.step(pension, back);
    lump = await west.disburse([lumpOf('central', '8541.33')], {
      payee: { kind: 'organisation', name: '城乡居民养老待遇代发户' },
      purpose: '拨付十月基础养老金〔第2批〕',
    });
    const payee = payeeAggregate('account-holder');
    await runDecision(store, west.context(), payee, {
      ...{
        type: 'register-payee',
        code: 'SK007',
        name: '第一敬老院',
        kind: 'organisation',
        registeredOn: day('01-04'),
      },
    });
    await runDecision(store, west.context(), payee, {
      ...{ type: 'propose-account', accountId: 'a1', bank: '中国农业银行满城支行', lastFour: '9012', digest: 'd' },
      ...{ replaces: null, reason: '开户通知书', confirmation: null, proposedOn: day('01-04') },
    });
    await runDecision(store, west.context(), payee, {
      ...{ type: 'rename-payee', name: '第一养老服务中心', effectiveOn: day('02-01'), reason: '更名' },
    });
    const east = paymentOffice(store, undefined, 'east');
    await east.registerProgramme('eastern');
    await east.issue('eastern-money', '100000.00', 'eastern');
    await east.run([rated('eastern-money', '93.00', 20, { programmeId: 'eastern' })]);
    runner = new ProjectionRunner(store, database, [searchProjection], { log: () => undefined });
    await runner.start();
    const head = await store.head();
    expect(await runner.waitFor(SEARCH, head!, 30_000)).toMatchObject({ reached: true });
    close = async () => {
      await runner.stop();
      await database.close();
      await drop();
    };
  }, 60_000);
  afterAll(() => close());

  const found = async (q: string, agency = 'west', personIds: readonly string[] = []) => {
    const sought = q.split(' ').map((text) => ({ text, personIds }));
    const { items } = await new SearchHandler(database).execute(new Search([agency], sought, 10));
    return items.map(({ id }) => id);
  };

  it.each([
    ['a voucher', '支2021-0062'],
    ['a part of a voucher, without its hyphen', '20210062'],
    ['an amount as it is printed', '1,860.00'],
    ['an amount without places', '1860'],
  ])('finds a payment by %s', async (_by, q) => {
    expect(await found(q)).toEqual([pension]);
  });

  it.each([
    ['its payee', '代发户'],
    ['initials of its payee', 'yldydfh'.slice(0, 4)],
    ['its purpose, whatever brackets', '养老金[第2批]'],
    ['two words of it', '十月 代发'],
    ['its amount', '¥8,541.33元'],
  ])('finds another by %s', async (_by, q) => {
    expect(await found(q)).toEqual([lump]);
  });

  it('finds by id, by who acted, and the appropriation by its programme', async () => {
    expect(await found(pension)).toEqual([pension]);
    expect(await found('某人', 'west', ['clerk'])).toEqual([lump, pension, 'account-holder']);
    expect(await found('项目pension')).toEqual(['central']);
    // By the name it has now as well.
    expect(await found('高龄津贴')).toEqual(['central']);
    expect(await found('gljt')).toEqual(['central']);
  });

  it.each([
    ['its code', 'sk007'],
    ['the name it was registered by', '敬老院'],
    ['the name it bears now', '养老服务'],
    ['the initials of either', 'jly'],
    ['the end of its account, with its bank', '9012 农业银行'],
  ])('finds a payee by %s, and names it as it is called now', async (_by, q) => {
    const sought = q.split(' ').map((text) => ({ text, personIds: [] }));
    const { items } = await new SearchHandler(database).execute(new Search(['west'], sought, 10));
    expect(items.map(({ kind, title, note, amountFen }) => [kind, title, note, amountFen])).toEqual([
      ['payee', '第一养老服务中心', 'SK007 单位', null],
    ]);
    expect(await found(q, 'east')).toEqual([]);
  });

  it('finds nothing of another agency, and nothing that only shares pairs of characters', async () => {
    expect(await found('支2021-0062', 'east')).toEqual([]);
    expect(await found('户代')).toEqual([]);
    expect(await found('代发户城乡')).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  it('has the same rows however the events were cut into batches', async () => {
    const given: GivenEvent[] = [];
    for await (const batch of store.readAll()) given.push(...batch.events);
    const rows = await database.query<ExpectedRow[]>(
      'select entry_id, kind, title, amount_fen::text, vouchers, words, initials, terms, paid_by from search.entry',
    );
    expect(rows.length).toBe(6);
    await projectionSpec(searchProjection)
      .given(...given)
      .thenRows('entry', rows);
  });
});

describe('what is typed', () => {
  it('is taken as an amount only where it is one', () => {
    expect(['8,541,331.00', '8541331', '0.5', '1.234', '12,34', '支2021-0062'].map(amountTyped)).toEqual([
      ...[854_133_100n, 854_133_100n, 50n],
      ...[null, null, null],
    ]);
  });

  it('is compared without width, case, blanks and brackets', () => {
    expect(['保财社〔2020〕１０１号', '保财社[2020]101号', 'ABC def'].map(asTyped)).toEqual([
      '保财社2020101号',
      '保财社2020101号',
      'abcdef',
    ]);
    expect(pairsIn('养老金')).toEqual(['养老', '老金']);
    expect([initialsOf('城乡低保'), initialsOf('abc')]).toEqual(['cxdb', '']);
  });
});
