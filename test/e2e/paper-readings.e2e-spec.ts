import { createHash, randomUUID } from 'node:crypto';
import { asDocx, asText, blocksOf, paperWith, sheetWith } from '../../libs/paper/testing/printed-disclosure';
import { asPdf, openPress, type Press } from '../../libs/paper/testing/printed-pdf';
import { printedProgrammes, shippedProgrammes } from '../../libs/paper/testing/printed-programmes-file';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

interface Reading {
  readonly code?: string;
  readonly digest: string;
  readonly wasRead: boolean;
  readonly total: string;
  readonly shownAt: string;
  readonly asksPrints: boolean;
  readonly addsNothing: boolean;
  readonly gone: readonly { readonly code: string }[];
  readonly papers: readonly { readonly paperId: string; readonly stateLabel: string }[];
  readonly programmes: readonly {
    readonly standing: string;
    readonly figures: readonly {
      readonly field: string;
      readonly value: string | null;
      readonly before: string | null;
      readonly printed: string;
      readonly place: { readonly table: number; readonly row: number; readonly column: number; readonly page?: number };
    }[];
    readonly plan: { readonly cells: readonly { readonly value: string | null }[] };
    readonly indicators: readonly unknown[];
  }[];
  readonly open: readonly { readonly sequence: number; readonly field: string }[];
  readonly points: readonly { readonly key: string; readonly number: string; readonly kind: string }[];
  readonly source: readonly { readonly table?: number; readonly rows?: readonly (readonly string[])[] }[];
}

const FOUNDING = printedProgrammes(shippedProgrammes('mancheng-hrss-2021.json'));
const FILE = asDocx(blocksOf(FOUNDING));
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('a published budget over HTTP, in an office of one person', () => {
  let office: OfficeUnderTest;
  let personId = '';
  beforeAll(async () => {
    office = await officeOverHttp('postgres');
    const { items } = (await office.get('/v1/people')).body as { items: { personId: string }[] };
    personId = items[0]?.personId ?? '';
  }, 120_000);
  afterAll(() => office?.close());

  const send = async (bytes: Uint8Array, fileName = '2021年部门预算.docx', of = personId) => {
    const query = new URLSearchParams({ fileName, ...(of !== '' && { personId: of }) });
    const response = await fetch(`${office.address}/v1/paper-readings?${query.toString()}`, {
      ...{ method: 'POST', body: Buffer.from(bytes), headers: { 'content-type': 'application/octet-stream' } },
    });
    return { status: response.status, body: (await response.json()) as Reading };
  };
  const readAgain = async (digest: string, prints = '') =>
    (await office.get(`/v1/paper-readings/${digest}${prints === '' ? '' : `?prints=${prints}`}`))
      .body as unknown as Reading;
  const kept = async () => ((await office.get('/v1/paper-readings')).body as { items: { fileName: string }[] }).items;
  const enter = (digest: string, body: object, key: string = randomUUID()) =>
    office.post(
      `/v1/paper-readings/${digest}/paper`,
      { shownAt: reading.shownAt, ...body },
      { 'idempotency-key': key },
    );
  /** The answer was lost, and the server's memory of it too: what is on record decides, whatever it has booked since. */
  const enterAgain = async (digest: string, body: object, key: string) => {
    await office.caughtUp();
    await office.office.database.query('delete from http.idempotency_key');
    const head = await office.office.store.head();
    const answer = await enter(digest, body, key);
    expect(await office.eventsAfter(head)).toEqual([]);
    return answer;
  };
  let reading: Reading;

  it('is read into a draft that holds every figure with its place in the source', async () => {
    const answer = await send(FILE);
    reading = answer.body;
    expect([answer.status, reading.digest, reading.wasRead]).toEqual([200, digestOf(FILE), false]);
    expect([reading.programmes.length, reading.total]).toEqual([22, '158,727,300.00']);
    const cells = reading.programmes.flatMap(({ plan }) => plan.cells);
    expect([cells.length, cells.filter(({ value }) => value === null).length]).toEqual([88, 12]);
    expect(reading.programmes.flatMap(({ indicators }) => indicators)).toHaveLength(169);
    // The place of each amount is the cell that is shown beside it.
    for (const { figures } of reading.programmes) {
      const amount = figures.find(({ field }) => field === 'amount')!;
      const { table, row, column } = amount.place;
      const rows = reading.source.find((block) => block.table === table)?.rows;
      expect(rows?.[row - 1]?.[column - 1]).toBe(amount.printed);
    }
    expect(reading.points.map(({ number }) => number)).toContain('F-01');
  });

  it('knows the same file again by its digest, whatever it is called', async () => {
    const { body } = await send(FILE, '另存的预算.docx');
    expect([body.digest, body.wasRead]).toEqual([reading.digest, true]);
    expect((await kept()).map(({ fileName }) => fileName)).toEqual(['2021年部门预算.docx']);
    expect((await office.get(`/v1/paper-readings/${reading.digest}`)).body).toMatchObject({ total: reading.total });
    expect((await office.get(`/v1/paper-readings/${'0'.repeat(64)}`)).body['code']).toBe('paper-reading-not-found');
  });

  it('says what a paper is that is no budget, and drafts nothing of it', async () => {
    const text = (...lines: string[]) => Buffer.from(lines.join('\n'));
    const printed = blocksOf(FOUNDING);
    const withNumber = (number: string) => asText([...printed, [['联系电话', number]]]);
    const refusals: (readonly [string, Uint8Array])[] = [
      ['paper-damaged', text('%PDF-1.7')],
      ['paper-file-kind', text('<html></html>')],
      ['paper-has-no-text', new Uint8Array([0x89, 0x50, 0x4e, 0x47])],
      ['paper-is-final-accounts', text('某局', '2021年度部门决算公开', '决算情况')],
      ['paper-without-tables', text('某局', '2021年部门预算公开', '详见附件')],
      ['paper-damaged', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])],
      ['paper-holds-personal-data', text(withNumber('13800138000'))],
      ['identity-number', text(withNumber('11010519491231002X'))],
    ];
    for (const [code, bytes] of refusals) expect((await send(bytes)).body.code).toBe(code);
    expect((await send(new Uint8Array(20 * 1024 * 1024 + 1))).body.code).toBe('paper-file-too-large');
    expect((await send(FILE, '名单.docx', '')).body.code).toBe('actor-missing');
    expect(await kept()).toHaveLength(1);
  });

  it('answers others while a large file is read', async () => {
    const cells = Array.from({ length: 3_000 }, (_, at) => ['', `第 ${at} 项`, '1.00', '2.00', '3.00']);
    let done = false;
    const reading = send(asDocx([...blocksOf(FOUNDING), cells])).then(() => (done = true));
    let answered = 0;
    while (!done) {
      expect((await office.get('/v1/papers')).status).toBe(200);
      answered += 1;
    }
    await reading;
    expect(answered).toBeGreaterThan(1);
  });

  it('is not entered before every point was looked at and every open figure decided', async () => {
    const seen = reading.points.map(({ key }) => key);
    const choices = [{ sequence: null, field: 'budgetType', value: 'general-public', reason: '据预算批复' }];
    const before = await office.office.store.head();
    const attempts: (readonly [string, object])[] = [
      ['paper-points-not-seen', { choices, seen: seen.slice(1) }],
      ['paper-figures-open', { choices: [], seen }],
    ];
    for (const [code, body] of attempts)
      expect((await enter(reading.digest, { effectiveOn: '2021-01-01', ...body })).body['code']).toBe(code);
    const wrong = [{ ...choices[0], value: '一般' }];
    expect((await enter(reading.digest, { effectiveOn: '2021-01-01', choices: wrong, seen })).status).toBe(422);
    expect(await office.office.store.head()).toBe(before);
  });

  it('becomes one paper that is booked, and keeps file, place and printed form of each figure', async () => {
    const seen = reading.points.map(({ key }) => key);
    const choices = [{ sequence: null, field: 'budgetType', value: 'general-public', reason: '据预算批复' }];
    const [key, body] = [randomUUID(), { effectiveOn: '2021-01-01', choices, seen }];
    const entered = await enter(reading.digest, body, key);
    expect([entered.status, entered.body['code'] ?? entered.body['approved']]).toEqual([201, true]);
    const retried = await enterAgain(reading.digest, body, key);
    expect([retried.status, retried.body['code']]).toEqual([201, undefined]);
    expect(retried.body).toMatchObject({ paperId: entered.body['paperId'], entries: entered.body['entries'] });
    const paper = (await office.get(`/v1/papers/${String(entered.body['paperId'])}`)).body;
    expect(paper).toMatchObject({ state: 'approved', fileDigest: reading.digest, fileName: '2021年部门预算.docx' });
    const issued = (await office.get('/v1/appropriations?fiscalYear=2021&limit=100')).body['items'] as {
      programmeCode: string;
      budget: string;
      sources: object[];
    }[];
    expect(issued).toHaveLength(22);
    expect(issued.find(({ programmeCode }) => programmeCode === '130621215DNXGL8VF04F1')).toMatchObject({
      budget: '2790000.00',
      sources: expect.arrayContaining([
        { field: 'amount', printed: '279.00', documentDigest: reading.digest, place: 'table 3, row 3, cell 3' },
      ]) as object[],
    });
    const list = await office.get(`/v1/papers?fileDigest=${reading.digest}`);
    expect(list.body['items']).toHaveLength(1);
    expect((await send(FILE)).body.papers).toMatchObject([
      { paperId: entered.body['paperId'], stateLabel: '已审批入账' },
    ]);
    const again = await enter(reading.digest, { effectiveOn: '2021-01-01', choices, seen });
    expect(again.body['code']).toBe('paper-entered-already');
  });

  describe('a later paper of the same year', () => {
    const CHOICES = [{ sequence: null, field: 'budgetType', value: 'general-public', reason: '据预算批复' }];
    const of = (paper: Reading) => ({
      choices: CHOICES,
      seen: paper.points.map(({ key }) => key),
      shownAt: paper.shownAt,
    });
    const budgets = async () => {
      await office.caughtUp();
      const { items } = (await office.get('/v1/appropriations?fiscalYear=2021&limit=100')).body as {
        items: { programmeCode: string; budget: string; appropriationId: string }[];
      };
      return new Map(items.map((one) => [one.programmeCode, one]));
    };
    const [first, second, third, ...others] = FOUNDING.sheets;
    const amount = (printed: string) => [['预算数', printed, '其中：财政资金', printed, '其他资金', '0']];
    const added = { ...first!, code: '88010121SWGL0000A0001', name: '新增项目', budget: amount('8.00') };
    const corrected = {
      ...FOUNDING,
      sheets: [
        { ...first!, budget: amount('6.00') },
        { ...third!, budget: amount('3.00'), plan: ['', '50%', '75%', '100%'] },
        ...others,
        added,
      ],
    };
    const printedAgain = asDocx([...blocksOf(FOUNDING), '更正印刷']);

    it('says that it adds nothing where it prints what the books have, and is not entered', async () => {
      const again = (await send(printedAgain, '重印.docx')).body;
      expect([again.addsNothing, again.asksPrints, again.open]).toEqual([true, true, []]);
      expect(new Set(again.programmes.map(({ standing }) => standing))).toEqual(new Set(['same']));
      const before = await office.office.store.head();
      const refused = await enter(again.digest, { effectiveOn: '2021-10-08', prints: 'whole', ...of(again) });
      expect([refused.status, refused.body['code']]).toEqual([409, 'paper-adds-nothing']);
      expect(await office.office.store.head()).toBe(before);
    });

    it('is asked what it prints, shows old beside new, and enters the differences alone', async () => {
      const sent = (await send(asDocx(blocksOf(corrected)), '更正.docx')).body;
      expect(sent.programmes.map(({ standing }) => standing)).toContain('asked');
      const unsaid = await enter(sent.digest, { effectiveOn: '2021-10-08', ...of(sent) });
      expect(unsaid.body['code']).toBe('paper-prints-unsaid');

      const whole = await readAgain(sent.digest, 'whole');
      const standings = whole.programmes.map(({ standing }) => standing);
      expect([standings.slice(0, 2), new Set(standings.slice(2, -1)), standings.at(-1)]).toEqual([
        ['changed', 'changed'],
        new Set(['same']),
        'new',
      ]);
      expect(whole.gone.map(({ code }) => code)).toEqual([second!.code]);
      const figure = whole.programmes[0]?.figures.find(({ field }) => field === 'amount');
      expect([figure?.before, figure?.value]).toEqual(['50,000.00 元', '60,000.00 元']);
      expect(whole.points.filter(({ kind }) => kind === 'change')).toHaveLength(3);

      // Somebody else changes what was looked at: it is looked at again.
      const standing = (await budgets()).get(first!.code)!;
      const supplement = { amount: '1.00', effectiveOn: '2021-09-01', reason: '更正', documentNumber: null };
      const path = `/v1/appropriations/${standing.appropriationId}/supplements`;
      expect((await office.post(path, supplement, { 'if-match': '"rev-1"' })).status).toBe(200);
      const body = { effectiveOn: '2021-10-08', prints: 'whole' };
      const moved = await enter(sent.digest, { ...body, ...of(whole) });
      expect([moved.status, moved.body['code']]).toEqual([409, 'paper-books-moved']);

      const now = await readAgain(sent.digest, 'whole');
      const key = randomUUID();
      const entered = await enter(sent.digest, { ...body, ...of(now) }, key);
      expect([entered.status, entered.body['code'] ?? entered.body['approved']]).toEqual([201, true]);
      const retried = await enterAgain(sent.digest, { ...body, ...of(now) }, key);
      expect(retried.body).toMatchObject({ paperId: entered.body['paperId'], entries: 6, approved: true });
      // 新增 with plan and targets, 追加, 追减 with its plan.
      expect(entered.body['entries']).toBe(6);
      const stands = await budgets();
      expect([first!, second!, third!, added].map(({ code }) => stands.get(code)?.budget)).toEqual([
        ...['60000.00', '2790000.00', '30000.00', '80000.00'],
      ]);
      expect((await readAgain(sent.digest, 'whole')).addsNothing).toBe(true);
    });

    it('is refused where it would count from before what the books say already', async () => {
      const sheets = corrected.sheets.map((sheet) =>
        sheet.code === third!.code ? { ...sheet, plan: third!.plan } : sheet,
      );
      const sent = (await send(asDocx(blocksOf({ ...corrected, sheets })), '再更正.docx')).body;
      const shown = await readAgain(sent.digest, 'whole');
      const asked = { prints: 'whole', ...of(shown) };
      const refused = await enter(sent.digest, { effectiveOn: '2021-09-01', ...asked });
      expect([refused.status, refused.body['code']]).toEqual([409, 'paper-effective-too-early']);
      const entered = await enter(sent.digest, { effectiveOn: '2021-10-08', ...asked });
      expect([entered.status, entered.body['code'] ?? entered.body['entries']]).toEqual([201, 1]);
    });

    it('adds what an addition prints', async () => {
      const addition = { ...FOUNDING, sheets: [{ ...first!, budget: amount('2.00') }] };
      const sent = (await send(asDocx([...blocksOf(addition), '第二批']), '追加.docx')).body;
      const shown = await readAgain(sent.digest, 'addition');
      const entered = await enter(sent.digest, { effectiveOn: '2021-10-08', prints: 'addition', ...of(shown) });
      expect([entered.status, entered.body['code'] ?? entered.body['entries']]).toEqual([201, 1]);
      expect((await budgets()).get(first!.code)?.budget).toBe('80000.00');
    });
  });

  describe('a PDF', () => {
    let press: Press;
    beforeAll(async () => {
      press = await openPress();
    });
    afterAll(() => press?.close());
    const printed = (declared: string) => blocksOf(paperWith([sheetWith({ amount: '1,286.64' })], declared));

    it('is read with the page of each figure', async () => {
      const { status, body } = await send(await asPdf(press, printed('1,286.64万元')), '预算.pdf');
      expect([status, body.total]).toEqual([200, '12,866,400.00']);
      const amount = body.programmes[0]?.figures.find(({ field }) => field === 'amount');
      expect(amount).toMatchObject({ printed: '1,286.64', place: { page: 1, table: 1, row: 3, column: 3 } });
      const rows = body.source.find(({ table }) => table === 1)?.rows;
      expect(rows?.[2]?.[2]).toBe('1,286.64');
    });

    it('leaves nothing behind where its totals differ, its cells are not certain, or it is a scan', async () => {
      const before = await kept();
      const refusals: (readonly [string, Uint8Array])[] = [
        ['paper-totals-unproven', await asPdf(press, printed('1,300.00万元'))],
        ['paper-lost-its-cells', await asPdf(press, printed('1,286.64万元'), { css: 'td { border: none }' })],
        ['paper-has-no-text', await press.print('<div style="height:90vh;background:#888"></div>')],
      ];
      for (const [code, bytes] of refusals) expect([(await send(bytes, '预算.pdf')).body.code]).toEqual([code]);
      expect(await kept()).toEqual(before);
    });
  });
});
