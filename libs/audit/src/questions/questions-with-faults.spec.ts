import { recorded, type GivenEvent } from '@bofu/testing';
import {
  calendarLoaded,
  givenEvents,
  issued,
  of,
  ofPayment,
  ofProgramme,
  paid,
  scopeOf,
  settled,
  submitted,
} from '../../testing/given-events';
import { questionOf } from './catalogue';
import type { Answer, QuestionScope } from './question';
import { grantsIn } from './told-rights';

const by = { personId: 'bao', post: 'security-administrator', delegationId: null, channel: 'service', mode: 'office' };
const { agencyId } = scopeOf();

type Given = GivenEvent;
const right = (type: string, data: object, day = '2021-01-04'): Given => ({
  stream: 'rights-wang',
  type,
  data: { personId: 'wang', agencyId, by, ...data },
  metadata: { recordedAt: `${day}T09:00:00+08:00` },
});
const grant = (grantId: string, post: string, from: string, until: string | null = null): Given[] => [
  right('GrantProposed', {
    grantId,
    post,
    onAgencyId: agencyId,
    programmeSetId: null,
    from,
    until,
    delegatorId: null,
    reason: '分工',
  }),
  right('GrantConfirmed', { grantId, by: { ...by, personId: 'an' } }),
];
interface Row {
  readonly [field: string]: unknown;
}
const ask = (number: number, events: readonly Given[], scope: Partial<QuestionScope> = {}): Answer<Row> => {
  const question = questionOf(number);
  if (!question) throw new Error(`no question ${number}`);
  return question.answer(givenEvents(...events), scopeOf(scope)) as Answer<Row>;
};

describe('posts that may not go together', () => {
  it('are found where they were held on the same day', () => {
    const { rows } = ask(16, [...grant('g1', 'clerk', '2021-01-05'), ...grant('g2', 'reviewer', '2021-03-01')]);
    expect(rows).toMatchObject([{ post: '经办', otherPost: '复核', from: '2021-03-01', until: null }]);
  });

  it('are none where the one ended before the other began, or was taken away', () => {
    const ended = [...grant('g1', 'clerk', '2021-01-05', '2021-02-28'), ...grant('g2', 'reviewer', '2021-03-01')];
    expect(ask(16, ended).rows).toEqual([]);
    const revoked = [
      ...grant('g1', 'clerk', '2021-01-05'),
      right('GrantRevoked', { grantId: 'g1', reason: '调离' }, '2021-02-01'),
      ...grant('g2', 'reviewer', '2021-03-01'),
    ];
    expect(ask(16, revoked).rows).toEqual([]);
    // Nor where nobody confirmed it.
    expect(ask(16, [...grant('g1', 'clerk', '2021-01-05'), grant('g2', 'reviewer', '2021-01-05')[0]!]).rows).toEqual(
      [],
    );
  });

  it('are told act by act, and whoever proposed is not whoever confirmed', () => {
    const { rows, answer } = ask(15, grant('g1', 'clerk', '2021-01-05'));
    expect(rows.map(({ what, actor, post }) => [what, actor, post])).toEqual([
      ['提出', 'bao', '经办'],
      ['确认', 'an', '经办'],
    ]);
    expect(answer).toContain('提出与确认为同一人的 0 次');
    const alone = [grant('g1', 'clerk', '2021-01-05')[0]!, right('GrantConfirmed', { grantId: 'g1' })];
    expect(ask(15, alone).answer).toContain('提出与确认为同一人的 1 次');
  });

  it('of another agency are none of this one’s', () => {
    const elsewhere = recorded([
      right('GrantProposed', {
        ...{
          grantId: 'g1',
          post: 'clerk',
          onAgencyId: 'another',
          programmeSetId: null,
          from: '2021-01-05',
          until: null,
        },
        ...{ delegatorId: null, reason: '分工' },
      }),
    ]).map((event, at) => ({ ...event, number: at + 1 }));
    expect(grantsIn(elsewhere, agencyId)).toEqual([]);
  });
});

const actBy = (personId: string, event: Given): Given => ({
  ...event,
  data: { ...event.data, by: { ...by, personId } },
});
const shortOf = (rows: readonly Row[], ...fields: string[]) => rows.map((row) => fields.map((field) => row[field]));

/** Each question is asked of books with a fault in them and of the same books without it. */
describe('a payment nobody else has signed', () => {
  const signed = (personId: string) =>
    actBy(
      personId,
      ofPayment(
        'p',
        'PaymentApproved',
        { digest: 'd', totalFen: '1', approvedOn: '2021-02-01', secondApproval: null },
        '2021-02-01',
      ),
    );
  const asked = actBy('li', submitted('p', ['A'], '2021-02-01'));
  const out = paid('p', [1], '2021-02-02');

  it('is told: by one person twice, or paid without an approval', () => {
    expect(ask(1, [issued('A', '9'), asked, signed('li'), out]).answer).toContain('一人签两次的 1 笔（发放）');
    expect(ask(1, [issued('A', '9'), asked, out]).answer).toContain('已支付而没有审批的 1 笔');
    const { answer, events } = ask(1, [issued('A', '9'), asked, signed('wang'), out]);
    expect(answer).toContain('一人签两次的 0 笔；已支付而没有审批的 0 笔');
    expect(events.map(({ number }) => number)).toEqual([2, 3, 4]);
  });
});

describe('money without a document', () => {
  const numbered = { printed: '保财社〔2021〕5号', normalized: '保财社〔2021〕5号' };
  const supplement = (documentNumber: typeof numbered | null) =>
    of(
      'A',
      'AppropriationSupplemented',
      {
        ...{ amountFen: '500', effectiveOn: '2021-03-01', documentNumber, documentDate: null },
        ...{ reason: '追加', confirmation: null, sources: [] },
      },
      '2021-03-01',
    );
  const used = settled('A', 'p', '700', '2021-04-01');

  it('is named with what was paid out of it', () => {
    const { rows, answer } = ask(3, [issued('A', '400'), supplement(numbered), used]);
    expect(shortOf(rows, 'documentNumber', 'provided', 'settled', 'left')).toEqual([
      [null, '4.00', '4.00', '0.00'],
      ['保财社〔2021〕5号', '5.00', '3.00', '2.00'],
    ]);
    expect(answer).toContain('没有文号的 1 份，已付 4.00 元');
    expect(ask(3, [issued('A', '400'), supplement(null), used]).answer).toContain('没有文号的 2 份，已付 7.00 元');
  });

  it('takes what was reduced from the latest document', () => {
    const reduced = of(
      'A',
      'AppropriationReduced',
      {
        ...{ amountFen: '100', effectiveOn: '2021-03-02', documentNumber: null, documentDate: null },
        ...{ reason: '追减', confirmation: null, sources: [] },
      },
      '2021-03-02',
    );
    const { rows } = ask(3, [issued('A', '400'), supplement(numbered), reduced, used]);
    expect(shortOf(rows, 'provided', 'settled', 'left')).toEqual([
      ['4.00', '4.00', '0.00'],
      ['4.00', '3.00', '1.00'],
    ]);
  });
});

describe('a month paid twice', () => {
  const twice = [issued('A', '9'), submitted('p', ['A'], '2021-02-01'), submitted('q', ['A'], '2021-02-09')];

  it('is found, with both payments', () => {
    const { rows, answer, events } = ask(6, twice);
    expect(shortOf(rows, 'period', 'regular', 'paymentIds')).toEqual([['2021-02', 2, ['p', 'q']]]);
    expect(answer).toContain('核对 1 个月，正常发放重复的 1 个');
    expect(events.map(({ number }) => number)).toEqual([2, 3]);
  });

  it('is none where one was taken back, is for another month, or is back pay', () => {
    const withdrawn = ofPayment(
      'q',
      'PaymentWithdrawn',
      {
        ...{ charges: [1], totalFen: '1', releasedOn: '2021-02-10', reason: '重复' },
        ...{ confirmation: null, late: null, requestedBy: null },
      },
      '2021-02-10',
    );
    expect(ask(6, [...twice, withdrawn]).rows).toEqual([]);
    for (const line of [{ period: '2021-03' }, { entry: 'back-pay', reason: '漏发' } as const])
      expect(ask(6, [...twice.slice(0, 2), submitted('q', ['A'], '2021-02-09', line)]).rows).toEqual([]);
  });
});

describe('what came back', () => {
  const returned = (reason: string, restores: 'authority' | 'treasury' = 'authority') =>
    ofPayment(
      'p',
      'PaymentReturnedByBank',
      {
        ...{ returnId: 'r', lines: [], charges: [{ charge: 1, amountFen: '1', restores }], totalFen: '1' },
        ...{ returnedOn: '2021-03-01', reason, confirmation: null, late: null },
      },
      '2021-03-01',
    );
  const before = [issued('A', '9'), submitted('p', ['A'], '2021-02-01'), paid('p', [1], '2021-02-02')];
  const again = submitted('q', ['A'], '2021-03-05', { entry: 'back-pay', reason: '重发' });
  const reissue: Given = {
    ...again,
    data: { ...again.data, reissueOf: { paymentId: 'p', returnId: 'r', drawsOn: 'authority' } },
  };

  it('because somebody had died or lost the claim is told of that, and of nothing else', () => {
    const { rows, events } = ask(7, [...before, returned('领取人已于 1 月死亡')]);
    expect(shortOf(rows, 'paymentId', 'amount', 'on')).toEqual([['p', '0.01', '2021-03-01']]);
    expect(events.map(({ number }) => number)).toEqual([4]);
    expect(ask(7, [...before, returned('户名不符')]).rows).toEqual([]);
  });

  it('is followed to its end', () => {
    const endOf = (events: readonly Given[]) => ask(8, events).rows[0]?.['end'];
    expect(endOf([...before, returned('户名不符')])).toBe('未重发');
    expect(ask(8, [...before, returned('户名不符')]).answer).toContain('未重发 0.01 元');
    expect(endOf([...before, returned('户名不符'), reissue])).toBe('重发在途');
    expect(endOf([...before, returned('户名不符'), reissue, paid('q', [1], '2021-03-06')])).toBe('已重发');
    const voided = ofPayment(
      'q',
      'PaymentVoided',
      {
        ...{ charges: [1], totalFen: '1', releasedOn: '2021-03-06', reason: '账号又错' },
        ...{ confirmation: null, late: null, requestedBy: null },
      },
      '2021-03-06',
    );
    expect(endOf([...before, returned('户名不符'), reissue, voided])).toBe('未重发');
    expect(endOf([...before, returned('跨年退回', 'treasury')])).toBe('已收回');
    const waived = ofPayment(
      'p',
      'PaymentReissueWaived',
      { returnId: 'r', totalFen: '1', waivedOn: '2021-03-06', reason: '已死亡', confirmation: null, late: null },
      '2021-03-06',
    );
    const ended = ask(8, [...before, returned('户名不符'), waived]);
    expect([ended.rows[0]?.['end'], ended.events.length]).toEqual(['不再重发', 2]);
    expect(ended.answer).toContain('未重发 0.00 元');
  });
});

describe('files and account numbers that were given out', () => {
  const job = (type: string, data: object, day = '2021-06-01'): Given => ({
    stream: 'job-j',
    type,
    data: { jobId: 'j', ...data },
    metadata: { recordedAt: `${day}T09:00:00+08:00` },
  });
  const requested = job('JobRequested', {
    kind: 'report-export',
    parameters: { report: 'ledger' },
    requestedOn: '2021-06-01',
  });
  const file = { name: '资金台账.xlsx', sha256: 'ab', bytes: 1, mediaType: 'x' };

  it('are listed with their digests; a job that made none is not', () => {
    const { rows, events } = ask(13, [requested, job('JobCompleted', { result: { answer: {}, file } })]);
    expect(shortOf(rows, 'file', 'sha256', 'on')).toEqual([['资金台账.xlsx', 'ab', '2021-06-01']]);
    expect(events.map(({ number }) => number)).toEqual([1, 2]);
    expect(ask(13, [requested, job('JobCompleted', { result: { answer: {}, file: null } })]).rows).toEqual([]);
    expect(ask(13, [requested, job('JobFailed', { reason: '磁盘已满' })]).rows).toEqual([]);
  });

  it('are told by person and reason, of the year asked about', () => {
    const seen = (day: string): Given => ({
      stream: 'payee-x',
      type: 'PayeeAccountDisclosed',
      data: {
        payeeId: 'x',
        accountId: 'a',
        reason: '核对退票',
        disclosedOn: day,
        agencyId,
        by: { ...by, post: 'clerk' },
      },
      metadata: { recordedAt: `${day}T09:00:00+08:00` },
    });
    const { rows, answer } = ask(14, [seen('2021-05-06'), seen('2022-01-06')]);
    expect(shortOf(rows, 'on', 'payeeId', 'reason', 'post')).toEqual([['2021-05-06', 'x', '核对退票', '经办']]);
    expect(answer).toContain('被查看 1 次，1 人');
  });
});

describe('money of the levels above', () => {
  const central = issued('A', '900', { fundingLevel: 'central' });
  const arrived = (amountFen: string, arrivedOn: string) => {
    const money = { arrivalId: arrivedOn, amountFen, arrivedOn, account: '财政专户' };
    return of('A', 'FundsArrived', { ...money, reference: null, documentNumber: null }, arrivedOn);
  };

  it('that has not come is named, and that it came after it was paid out is seen', () => {
    expect(shortOf(ask(17, [central]).rows, 'arrived', 'notArrived', 'daysToArrive', 'daysToPay')).toEqual([
      ['0.00', '9.00', 364, null],
    ]);
    const { rows, answer } = ask(17, [
      central,
      arrived('600', '2021-03-02'),
      settled('A', 'p', '100', '2021-02-20'),
      arrived('200', '2021-04-01'),
    ]);
    expect(
      shortOf(rows, 'arrived', 'notArrived', 'firstArrivedOn', 'daysToArrive', 'firstPaidOn', 'daysToPay'),
    ).toEqual([['8.00', '1.00', '2021-03-02', 60, '2021-02-20', -10]]);
    expect(answer).toContain('未登记到账 1.00 元（1 项）');
    expect(ask(17, [issued('B', '900')]).rows).toEqual([]);
  });
});

describe('heads of those who share a run', () => {
  it('that differ in a month are found', () => {
    const run = submitted('p', ['A', 'B'], '2021-02-01');
    const alone = submitted('q', ['A'], '2021-03-01', { heads: { of: 'persons', count: 3 } });
    const { rows, answer } = ask(18, [issued('A', '9'), issued('B', '9'), run, alone]);
    expect(shortOf(rows, 'period', 'agree')).toEqual([
      ['2021-02', true],
      ['2021-03', false],
    ]);
    expect(answer).toContain('人数不一致的 1 个（2021-03：项目A 3 人、项目B 0 人）');
  });
});

describe('a declared total', () => {
  const imported = (amountFen: string): Given => ({
    stream: 'import-i',
    type: 'ProgrammesImported',
    data: {
      ...{ importId: 'i', digest: 'f', fileName: 'x.json', fiscalYear: 2021, effectiveOn: '2021-01-01' },
      ...{
        programmes: 2,
        totalFen: '900',
        reconciliation: { declaredFen: amountFen, differenceFen: '0', explained: [], unexplainedFen: '0' },
      },
      declared: [{ label: '项目支出', budgetType: 'general-public', amountFen }],
    },
    metadata: { recordedAt: '2021-01-01T09:00:00+08:00' },
  });
  const ofFile = (at: number) => ({
    sources: [{ field: 'amount', printed: '', documentDigest: 'f', place: `/programmes/${at}/amount` }],
  });
  const books = [
    issued('A', '400', ofFile(0)),
    issued('B', '500', { ...ofFile(1), budgetType: 'government-fund' }),
    issued('C', '70'),
  ];

  it('is reckoned anew: what lies outside it is named, and what is left unexplained is said', () => {
    const { rows, answer } = ask(19, [imported('400'), ...books]);
    expect(shortOf(rows, 'appropriationId', 'declared')).toEqual([
      ['A', true],
      ['B', false],
    ]);
    expect(answer).toContain('未说明 0.00 元');
    expect(answer).toContain('另有手工下达 1 项，0.70 元');
    expect(ask(19, [imported('380'), ...books]).answer).toContain('未说明 0.20 元');
    expect(ask(19, books.slice(2)).answer).toContain('没有申报总数可供核对');
  });
});

describe('what was to be done by a day', () => {
  const standard = ofProgramme(
    'A',
    'PaymentStandardSet',
    {
      ...{
        groupId: null,
        effectiveOn: '2021-01-01',
        headcount: 3,
        cashFlow: 'one-off',
        rates: [{ label: '代缴', amountFen: '100', per: 'year' }],
      },
      ...{
        deadline: { kind: 'by-date', monthDay: '06-30', printed: '6月底以前' },
        recordedOn: '2021-01-01',
        arrearsDueOn: null,
        sources: [],
      },
    },
    '2021-01-01',
  );
  const registered = ofProgramme(
    'A',
    'ProgrammeRegistered',
    { code: 'A', name: '项目A', effectiveOn: '2021-01-01', sources: [] },
    '2021-01-01',
  );
  const two = submitted('p', ['A'], '2021-06-01', { heads: { of: 'persons', count: 2 } });
  const books = [calendarLoaded(2021), registered, issued('A', '300'), standard, two];
  const done = (day: string) => [paid('p', [1], day), settled('A', 'p', '200', day)];

  it('is told with who was owed and what was left on that day', () => {
    const { rows, answer } = ask(20, [...books, ...done('2021-06-29')]);
    expect(shortOf(rows, 'due', 'heads', 'paidHeads', 'owed', 'paid', 'left', 'complete')).toEqual([
      ['2021-06-30', 3, 2, '3.00', '2.00', '1.00', false],
    ]);
    expect(answer).toContain('到期未全部办完的 1 项');
    // Paid after the day is not paid by it.
    expect(shortOf(ask(20, [...books, ...done('2021-07-01')]).rows, 'paidHeads', 'left')).toEqual([[0, '3.00']]);
  });
});

describe('money that went to another programme', () => {
  const moved = ofPayment(
    'p',
    'PaymentReclassified',
    {
      ...{ correctionId: 'c', movedFrom: 1, charge: 2, programmeId: 'of-B', from: 'A', to: 'B', amountFen: '1' },
      ...{ correctedOn: '2021-03-01', reason: '列错', confirmation: null, late: null, requestedBy: null },
    },
    '2021-03-01',
  );
  const books = [issued('A', '9'), issued('B', '9'), submitted('p', ['A'], '2021-02-01')];

  it('is told from where to where, asked about either', () => {
    const rows = (scope: Partial<QuestionScope> = {}) =>
      shortOf(ask(21, [...books, moved], scope).rows, 'kind', 'from', 'to', 'amount');
    const found = [['列错后更正', '“项目A”（区级）', '“项目B”（区级）', '0.01']];
    expect(rows()).toEqual(found);
    expect(rows({ appropriationIds: ['B'] })).toEqual(found);
    expect(rows({ appropriationIds: ['C'] })).toEqual([]);
    expect(ask(21, books).answer).toContain('列错后更正 0 次');
  });
});
