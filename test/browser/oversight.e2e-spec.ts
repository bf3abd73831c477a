import { requireTool } from '@bofu/testing';
import { officeOfPeople, PASSWORD, signIn, type OfficeOfPeople, type PeoplePost } from '../access/people-office';
import { openDesks, type Desks } from './browser';
import { expectPoll } from './expect-poll';

const EVENING = '2021-03-02T18:00:00.000+08:00';
const MORNING = '2021-03-03T09:00:00.000+08:00';
const AGENCY = /登录到 .+（127\.0\.0\.1:\d+）/;

requireTool('chromium')('those who oversee and audit', () => {
  let office: OfficeOfPeople;
  let desks: Desks;
  let now = EVENING;
  let appropriationId = '';

  beforeAll(async () => {
    office = await officeOfPeople(
      async (alone) => {
        await alone('own', '/v1/calendars/2021/load-published', {});
        const issued = await alone('own', '/v1/appropriations', {
          ...{ fiscalYear: 2021, programmeCode: '13060721LX2021PLACE01', programmeName: '零星补助' },
          ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
          ...{ budgetType: 'general-public', issuedAs: 'regular', documentNumber: null },
          ...{ amount: '500000.00', effectiveOn: '2021-01-01' },
        });
        appropriationId = String(issued['appropriationId']);
      },
      { clock: { now: () => now } },
    );
    await office.over.office.startJobs('always');
    const { status } = await office.as.clerk.post('/v1/disbursements', {
      ...{ appropriationId, amount: '900000.00', payee: { kind: 'organisation', name: '养老院' } },
      ...{ purpose: '床位补贴', period: null, submittedOn: '2021-03-02' },
    });
    expect(status).toBe(422);
    now = MORNING;
    desks = await openDesks();
    await desks.setClocks(MORNING);
  });

  afterAll(async () => {
    await desks?.close();
    await office?.over.close();
  });

  /** A session of the evening before is over in the morning. */
  const as = (post: PeoplePost) => signIn(office.over.address, post);

  it('are told before they sign in whose system it is, and at which address', async () => {
    const page = await desks.signedIn(office.over.address, 'supervisor', PASSWORD);
    await page.context().clearCookies();
    await page.goto(`${office.over.address}/sign-in`);
    await page.getByText(AGENCY).waitFor();
    const { body } = await (await as('supervisor')).get('/v1/session');
    await expectPoll(() => page.locator('main').innerText()).toContain(String(body['office']));
  });

  it('see in the bar how many alerts wait, as soon as they are found, until somebody takes them up', async () => {
    const page = await desks.signedIn(office.over.address, 'supervisor', PASSWORD);
    const clerk = await as('clerk');
    await page.getByRole('button', { name: '人supervisor' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByLabel(/件预警待确认/).count()).toBe(0);
    const evaluated = await clerk.post('/v1/alert-evaluations', { on: '2021-03-02' });
    expect(evaluated.status).toBe(200);
    await page.getByLabel(/^\d+ 件预警待确认/).waitFor();

    const head = String(await office.over.office.store.head());
    const { items } = (await clerk.get(`/v1/alerts?fiscalYear=2021&minPosition=${head}`)).body as {
      items: { alertId: string; level: string }[];
    };
    const red = items.filter(({ level }) => level === 'red').length;
    const said = (left: number) => `${left} 件预警待确认${red === 0 ? '' : `，其中红色 ${red} 件`}`;
    expect(items.length).toBeGreaterThan(0);
    await page.getByLabel(said(items.length), { exact: true }).waitFor();
    const alertIds = items.map(({ alertId }) => alertId);
    // Her own alone are counted for everybody else.
    const { personId } = (await clerk.get('/v1/session')).body['signedIn'] as { personId: string };
    const given = await clerk.post('/v1/alerts/assignments', {
      ...{ alertIds: alertIds.slice(0, 1), assignee: personId },
    });
    expect([given.status, given.body['title']]).toEqual([200, undefined]);
    const taken = await clerk.post('/v1/alerts/acknowledgements', { alertIds });
    expect([taken.status, taken.body['title']]).toEqual([200, undefined]);
    await page.getByLabel(/件预警待确认/).waitFor({ state: 'detached' });
    const hers = await desks.signedIn(office.over.address, 'clerk', PASSWORD);
    await hers.getByLabel(/^1 件预警待您处置/).waitFor();
  });

  it('find on the auditor’s desk who changed which threshold, and what was written to be taken along', async () => {
    const [supervisor, clerk] = [await as('supervisor'), await as('clerk')];
    const page = await desks.signedIn(office.over.address, 'auditor', PASSWORD);
    const desk = page.locator('.workbench li', { hasText: '账可信吗' });
    await desk.getByText('各规则都按出厂阈值，没有变更过。').waitFor();
    await desk.getByText('任务中心还没有出具过文件。').waitFor();

    const { items } = (await clerk.get('/v1/alert-rules')).body as {
      items: { rule: string; versions: { thresholds: Record<string, string> }[] }[];
    };
    const shipped = items.find(({ rule }) => rule === 'R01')?.versions[0]?.thresholds ?? {};
    const set = await supervisor.post('/v1/alert-rules/R01/thresholds', {
      thresholds: { ...shipped, yellow: '4.00' },
      ...{ effectiveFrom: '2021-03-03', reason: '早一点提醒' },
    });
    expect([set.status, set.body['title']]).toEqual([200, undefined]);
    const asked = await clerk.post('/v1/jobs/report-exports', {
      ...{ report: 'execution-progress', format: 'csv', fiscalYear: 2021 },
    });
    expect(asked.status).toBe(202);
    // Told, without reading the page anew.
    const changes = desk.getByRole('region', { name: '最近的阈值变更' });
    await changes.getByText(/R01 .*5\.00.* → .*4\.00/).waitFor();
    await expectPoll(() => changes.innerText()).toMatch(
      /人supervisor 设定，自 2021-03-03 起；早一点提醒\s*2021-03-03 09:00/,
    );
    const files = desk.getByRole('region', { name: '最近出具的文件与审计包' });
    await files.getByText(/\.csv/).waitFor({ timeout: 60_000 });
    await expectPoll(() => files.innerText()).toMatch(/人clerk　SHA-256 [0-9a-f]{12}…/);
    expect(desks.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
    expect(desks.foreign).toEqual([]);
  });
});
