import { officeOfPeople, type OfficeOfPeople } from './people-office';
import { issuedByPaper, paperDesk } from './signed-paper';
import { codeOf } from './signing-office';

const ISSUE = {
  ...{ fiscalYear: 2026, programmeName: '零星补助', programmeCode: '13060721LX2026PAPER01' },
  ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
  ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
  ...{ amount: '500000.00', effectiveOn: '2026-01-05' },
};
const supplementOf = (appropriationId: string, amount: string, more: object = {}) => ({
  type: 'supplement-appropriation',
  appropriationId,
  content: { amount, effectiveOn: '2026-03-05', documentNumber: null, reason: '不足', ...more },
});

describe('a paper that changes the budget', () => {
  let office: OfficeOfPeople;
  let desk: ReturnType<typeof paperDesk>;
  let appropriationId: string;

  beforeAll(async () => {
    office = await officeOfPeople();
    desk = paperDesk(office);
    appropriationId = await issuedByPaper(office, ISSUE);
  });
  afterAll(() => office.over.close());

  const budget = async () => {
    const seen = `minPosition=${String(await office.over.office.store.head())}`;
    return (await office.as.auditor.get(`/v1/appropriations/${appropriationId}?${seen}`)).body['budget'];
  };
  const submitted = async (...entries: object[]) => String((await desk.submit(entries)).body['paperId']);

  it('books nothing before the third person has approved it, and then says who caused it', async () => {
    const before = await budget();
    const paperId = await submitted(supplementOf(appropriationId, '1000.00'));
    const seen = await desk.shown(paperId);
    expect(seen.lines[0]?.changes).toContainEqual(
      expect.objectContaining({ figure: '全年预算', before: '500,000.00 元', after: '501,000.00 元' }),
    );
    expect(codeOf(await desk.sign(office.as.reviewer, paperId, 'review'))).toBe('done');
    expect(await budget()).toBe(before);
    expect(codeOf(await desk.sign(office.as.approver, paperId, 'approval'))).toBe('done');
    expect(await budget()).toBe('501000.00');

    const events = [];
    for await (const batch of office.over.office.store.readAll()) events.push(...batch.events);
    const [approval, booked] = events.slice(-2);
    expect([approval?.type, booked?.type]).toEqual(['PaperApproved', 'AppropriationSupplemented']);
    expect(booked?.metadata['causationId']).toBe(approval?.id);
    expect(booked?.data['by']).toMatchObject({ personId: office.personOf.approver, post: 'approver' });
    expect(booked?.append.count).toBe(2);
  });

  it('is the only way: one hand alone is refused, whatever she would change', async () => {
    const { clerk } = office.as;
    const change = { amount: '1.00', effectiveOn: '2026-03-05', documentNumber: null, reason: '不足' };
    const revision = (await clerk.get(`/v1/appropriations/${appropriationId}`)).headers.get('etag') ?? '';
    const at = { 'if-match': revision };
    expect(codeOf(await clerk.post('/v1/appropriations', ISSUE))).toBe('needs-signatures');
    for (const path of ['supplements', 'reductions', 'clawbacks', 'freezes', 'unfreezes']) {
      const { documentNumber: _, ...plain } = change;
      const body = path.endsWith('freezes') ? plain : change;
      expect([path, codeOf(await clerk.post(`/v1/appropriations/${appropriationId}/${path}`, body, at))]).toEqual([
        path,
        'needs-signatures',
      ]);
    }
    const registration = { code: '13060721LX2026PAPER02', name: '另一项', effectiveOn: '2026-01-05' };
    expect(codeOf(await clerk.post('/v1/programmes', registration))).toBe('needs-signatures');
    const file = { fileName: '2026.json', contentBase64: Buffer.from('{}').toString('base64') };
    expect(codeOf(await clerk.post('/v1/programme-imports', file))).toBe('needs-signatures');
  });

  it('needs three people, in their order', async () => {
    const paperId = await submitted(supplementOf(appropriationId, '2000.00'));
    const seen = await desk.shown(paperId, office.as.clerk);
    expect(seen.barred).toContain('制单人');
    expect(codeOf(await desk.sign(office.as.approver, paperId, 'approval'))).toBe('budget-paper-out-of-turn');
    expect(codeOf(await desk.sign(office.as.clerk, paperId, 'review'))).toBe('right-missing');
    expect(codeOf(await desk.sign(office.as.reviewer, paperId, 'review'))).toBe('done');
    expect(codeOf(await desk.sign(office.as.reviewer, paperId, 'review'))).toBe('budget-paper-out-of-turn');
    expect(codeOf(await desk.sign(office.as.approver, paperId, 'approval'))).toBe('done');
  });

  it('is signed by what was shown: a change in between is refused with the difference', async () => {
    const [one, other] = [
      await submitted(supplementOf(appropriationId, '10.00')),
      await submitted(supplementOf(appropriationId, '20.00')),
    ];
    const shown = await desk.shown(one, office.as.approver);
    for (const paperId of [one, other]) await desk.sign(office.as.reviewer, paperId, 'review');
    await desk.sign(office.as.approver, other, 'approval');
    const refused = await desk.sign(office.as.approver, one, 'approval', shown);
    expect(codeOf(refused)).toBe('budget-paper-effects-changed');
    expect(String(refused.body['title'])).toContain('全年预算（原） 原为 503,000.00 元，现为 503,020.00 元');
    const forged = { ...shown, digest: 'a'.repeat(64) };
    expect(codeOf(await desk.sign(office.as.approver, one, 'approval', forged))).toBe('budget-paper-changed');
    expect(codeOf(await desk.sign(office.as.approver, one, 'approval'))).toBe('done');
  });

  it('is booked whole or not at all, and says which entry stands in the way', async () => {
    const before = await budget();
    const tooMuch = { ...supplementOf(appropriationId, '9000000.00'), type: 'reduce-appropriation' };
    const refused = await desk.submit([supplementOf(appropriationId, '5.00'), tooMuch]);
    expect(codeOf(refused)).toBe('budget-paper-entry-refused');
    expect(String(refused.body['title'])).toContain('第 2 项（追减）');

    const paperId = await submitted(supplementOf(appropriationId, '5.00'), {
      ...supplementOf(appropriationId, '400000.00'),
      type: 'reduce-appropriation',
    });
    await desk.sign(office.as.reviewer, paperId, 'review');
    await desk.signed([{ ...supplementOf(appropriationId, '300000.00'), type: 'reduce-appropriation' }]);
    const late = await desk.sign(office.as.approver, paperId, 'approval');
    expect(codeOf(late)).toBe('budget-paper-entry-refused');
    expect(await budget()).toBe(String((Number(before) - 300000).toFixed(2)));
    expect((await desk.shown(paperId)).lines[1]?.refusal).toMatchObject({ code: 'insufficient-appropriation' });
    expect((await desk.shown(paperId)).state).toBe('reviewed');
  });

  it('comes back with a reason, is taken back by whose it is, and is entered again as another one', async () => {
    const returned = await submitted(supplementOf(appropriationId, '7.00'));
    const { reviewer, clerk } = office.as;
    expect(codeOf(await reviewer.post(`/v1/papers/${returned}/return`, { reason: '文号有误' }))).toBe('done');
    const withdrawn = await submitted(supplementOf(appropriationId, '7.00'));
    expect(codeOf(await clerk.post(`/v1/papers/${withdrawn}/withdrawal`, { reason: '填错' }))).toBe('done');
    const standing = await submitted(supplementOf(appropriationId, '7.00'));
    const again = await desk.submit([supplementOf(appropriationId, '7.00')], { replaces: standing });
    expect(codeOf(again)).toBe('budget-paper-not-replaceable');
    const renewed = await desk.submit([supplementOf(appropriationId, '8.00')], { replaces: returned });
    expect(codeOf(renewed)).toBe('done');
    const open = await clerk.get(
      `/v1/papers?state=open&limit=200&minPosition=${String(await office.over.office.store.head())}`,
    );
    expect((open.body['items'] as { paperId: string }[]).map(({ paperId }) => paperId)).toContain(standing);
  });

  it('carries a programme from its registration to its targets, each entry naming the one before', async () => {
    const paperId = await desk.signed([
      {
        type: 'issue-appropriation',
        content: { ...ISSUE, programmeCode: '13060721LX2026PAPER09', programmeName: '高龄津贴' },
        sources: [{ field: 'amount', printed: '50.00', documentDigest: 'e'.repeat(64), place: 'line 7' }],
      },
      {
        type: 'adopt-spending-plan',
        entry: 1,
        content: { effectiveOn: '2026-01-05', checkpoints: [{ on: '2026-12-31', cumulativePercent: '100.00' }] },
      },
      {
        type: 'set-payment-standard',
        entry: 1,
        content: {
          effectiveOn: '2026-01-05',
          rates: [{ label: '每人', amount: '50.00', per: 'month' }],
          headcount: 100,
          cashFlow: 'monthly',
          deadline: { kind: 'monthly', day: 30, printed: '每月30日以前' },
        },
      },
      {
        type: 'set-performance-targets',
        entry: 1,
        content: {
          ...{ fiscalYear: 2026, effectiveOn: '2026-01-05' },
          targets: [{ level1: '产出', level2: '数量', level3: '人数', target: '100人', basis: '文件' }],
        },
      },
      { type: 'end-programme', entry: 1, content: { endsOn: '2026-12-31', reason: '一次性' } },
    ]);
    expect((await desk.shown(paperId)).state).toBe('approved');
    const events = [];
    for await (const batch of office.over.office.store.readAll()) events.push(...batch.events);
    expect(events.slice(-9).map(({ type }) => type)).toEqual([
      ...['PaperApproved', 'Claimed', 'AppropriationIssued', 'SpendingPlanAdopted', 'ProgrammeRegistered'],
      ...['PaymentStandardSet', 'PerformanceTargetsSet', 'ProgrammeEnded', 'Claimed'],
    ]);
    const issued = events.findLast(({ type }) => type === 'AppropriationIssued');
    expect(issued?.data['sources']).toEqual([
      { field: 'amount', printed: '50.00', documentDigest: 'e'.repeat(64), place: 'line 7' },
    ]);
  });

  it('knows a hand again after its post was changed, and puts the attempt on record', async () => {
    const paperId = await submitted(supplementOf(appropriationId, '11.00'));
    await desk.sign(office.as.reviewer, paperId, 'review');
    const security = office.as['security-administrator'];
    const { items } = (await security.get('/v1/grants')).body as { items: { grantId: string; post: string }[] };
    const held = items.find(({ post }) => post === 'reviewer')?.grantId ?? '';
    expect(codeOf(await security.post(`/v1/grants/${held}/revocation`, { reason: '换岗' }))).toBe('done');
    await office.grant(office.personOf.reviewer, 'approver');
    expect(codeOf(await desk.sign(office.as.reviewer, paperId, 'approval'))).toBe('budget-paper-signed-already');
    const events = [];
    for await (const batch of office.over.office.store.readAll()) events.push(...batch.events);
    expect(events.at(-1)).toMatchObject({
      type: 'AttemptRefused',
      data: { attempted: 'approve-paper', code: 'budget-paper-signed-already', requiredFen: '1100' },
    });
    expect(codeOf(await desk.sign(office.as.approver, paperId, 'approval'))).toBe('done');
  });

  it('is nobody else’s: another agency finds no such paper', async () => {
    const paperId = await submitted(supplementOf(appropriationId, '9.00'));
    await office.grant(office.personOf.auditor, 'auditor', { onAgencyId: office.agencies.sibling });
    const seen = await office.as.auditor.get(`/v1/papers/${paperId}?agency=${office.agencies.sibling}`);
    expect(codeOf(seen)).toBe('budget-paper-not-found');
  });
});
