import { randomUUID } from 'node:crypto';
import { ActFiles, BudgetModule, budgetRefusals, ledgerProjection } from '@bofu/budget';
import {
  CalendarModule,
  calendarsProjection,
  publishedYear,
  SetCalendarYear,
  SetCalendarYearHandler,
} from '@bofu/calendar';
import { dateOf } from '@bofu/kernel';
import {
  MonitoringModule,
  monitoringRefusals,
  planAgainstActualProjection,
  programmeFactsProjection,
} from '@bofu/monitoring';
import { PaymentModule, paymentRefusals, payoutSchemesProjection } from '@bofu/payment';
import { acting, openAccess } from '../../access/testing/access-office';
import { openModulesOverHttp } from '../../access/testing/modules-over-http';
import { NO_FILES } from '../../budget/testing/no-files';
import { playSmallYears } from '../../monitoring/testing/small-years';
import { alertRefusals } from './alert-refusals';
import { AlertsModule } from './alerts.module';
import { alertsProjection } from './alerts.projection';

type Body = Readonly<Record<string, unknown>>;

let base: string;
let stop: () => Promise<void>;
let [ours, theirs] = ['', ''];

/** The real modules on a real read model; two agencies, 356 and 357, each with its small years. */
beforeAll(async () => {
  const access = await openAccess();
  const { store } = access;
  ({ agencyId: ours } = await access.registerAgency({ code: '356', name: '甲局' }));
  ({ agencyId: theirs } = await access.registerAgency({ code: '357', name: '乙局' }));
  await access.registerPerson(ours, { name: '王经办', number: '0001' });
  await access.registerPerson(ours, { name: '李股长', number: '0002' });
  await access.registerPerson(theirs, { name: '赵经办', number: '0001' });
  await access.upToNow();
  for (const agencyId of [ours, theirs]) {
    await playSmallYears(store, agencyId);
    const calendar = { ...publishedYear(2021), actedOn: dateOf(2021, 1, 1), reason: null };
    await new SetCalendarYearHandler(store).execute(
      new SetCalendarYear(acting(agencyId), 2021, { type: 'load-calendar-year', ...calendar }),
    );
  }
  const opened = await openModulesOverHttp({
    access,
    modules: [BudgetModule, CalendarModule, PaymentModule, MonitoringModule, AlertsModule],
    catalogues: [alertRefusals, budgetRefusals, monitoringRefusals, paymentRefusals],
    projections: [
      ...[alertsProjection, calendarsProjection, ledgerProjection, payoutSchemesProjection],
      ...[planAgainstActualProjection, programmeFactsProjection],
    ],
    provided: [{ provide: ActFiles, useValue: NO_FILES }],
    now: '2021-05-10T09:00:00.000+08:00',
  });
  ({ base, stop } = opened);
  const head = await store.head();
  for (const { name } of [programmeFactsProjection, planAgainstActualProjection])
    if (head !== null) await opened.projections.waitFor(name, head, 20_000);
});
afterAll(() => stop());

const answered = async (answer: Response) => ({ status: answer.status, body: (await answer.json()) as Body });
const get = async (path: string) => answered(await fetch(`${base}/v1/${path}`));
const post = async (path: string, body: object, agency = '356') =>
  answered(
    await fetch(`${base}/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'bofu-actor': '0001',
        'bofu-agency': agency,
      },
      body: JSON.stringify(body),
    }),
  );
const itemsOf = ({ body }: { readonly body: Body }): readonly Body[] => body['items'] as readonly Body[];

describe('alerts over HTTP', () => {
  let position: unknown;
  beforeAll(async () => {
    for (const agency of ['356', '357']) {
      const evaluated = await post('alert-evaluations', { on: '2021-05-09' }, agency);
      expect(evaluated).toMatchObject({ status: 200, body: { programmes: 1, unjudged: 0 } });
      ({ position } = evaluated.body);
    }
  });
  const listed = (query: string) => get(`alerts?fiscalYear=2021&minPosition=${String(position)}&${query}`);

  it('are listed of the agency asked for, whole programmes by the first of their appropriations', async () => {
    const own = itemsOf(await listed('agency=356&rule=R06'));
    expect(own).toMatchObject([
      {
        ...{ agencyId: ours, cause: 'unpaid', level: 'red', programmeId: `${ours}-P`, appropriationId: `${ours}-A21` },
        lines: [{ rule: 'R06', period: '2021-04', appropriationId: null }],
      },
    ]);
    const other = itemsOf(await listed('agency=357'));
    expect(new Set(other.map(({ agencyId }) => agencyId))).toEqual(new Set([theirs]));
    expect(await listed('')).toMatchObject({ status: 400, body: { code: 'agency-required' } });
    const counts = await get('alerts/counts?fiscalYear=2021&agency=356');
    const { open } = counts.body['situations'] as { open: Record<string, number> };
    expect(Object.values(open).reduce((sum, count) => sum + count)).toBeGreaterThan(0);
  });

  it('are assigned to a person on record, whose name is read, and are nobody else’s to handle', async () => {
    const [found] = itemsOf(await listed('agency=356&rule=R06'));
    const path = `alerts/${String(found?.['alertId'])}`;
    expect(await post(`${path}/assign`, { assignee: '孙某' })).toMatchObject({
      status: 422,
      body: { code: 'assignee-unknown', title: expect.stringContaining('孙某') },
    });
    const assigned = await post(`${path}/assign`, { assignee: '李股长' });
    expect(assigned.status).toBe(200);
    const after = await get(`${path}?agency=356&minPosition=${String(assigned.body['position'])}`);
    expect(after.body).toMatchObject({
      assignee: '李股长',
      history: [{ label: '触发' }, { label: '指派', actor: '王经办', text: '指派给 李股长' }],
    });
    expect((await get(`${path}?agency=357`)).body).toMatchObject({ code: 'alert-not-found' });
    expect((await post(`${path}/acknowledge`, {}, '357')).body).toMatchObject({ code: 'alert-not-found' });
  });

  const ids = (found: readonly Body[]) => found.map(({ alertId }) => String(alertId));

  it('are narrowed by level, person, name and initials, counted alike', async () => {
    const all = itemsOf(await listed('agency=356'));
    expect(all.length).toBeGreaterThan(1);
    const levels = [...new Set(all.map(({ level }) => String(level)))];
    for (const level of levels) {
      const own = all.filter((one) => one['level'] === level);
      expect(ids(itemsOf(await listed(`agency=356&level=${level}`)))).toEqual(ids(own));
    }
    expect(ids(itemsOf(await listed(`agency=356&level=${levels.join(',')}`)))).toEqual(ids(all));
    expect((await listed('agency=356&level=purple')).status).toBe(422);
    const ofName = async (text: string) => itemsOf(await listed(`agency=356&text=${encodeURIComponent(text)}`)).length;
    const name = String(all[0]?.['subjectName']);
    expect(await ofName(name.slice(0, 2))).toBe(
      all.filter((one) => String(one['subjectName']).includes(name.slice(0, 2))).length,
    );
    expect(await ofName('没有这个项目')).toBe(0);
    const counts = await get('alerts/counts?fiscalYear=2021&agency=356&assignee=none');
    const unassigned = itemsOf(await listed('agency=356&assignee=none'));
    expect(counts.body).toMatchObject({ unassigned: unassigned.length });
    expect(unassigned).toHaveLength(all.length - 1);
    const units = await listed('agency=356&unit=no-such-unit');
    expect(itemsOf(units)).toEqual([]);
  });

  it('have ten working days for an answer, by the calendar', async () => {
    const [found] = itemsOf(await listed('agency=357&rule=R06'));
    // Raised on 9 May; the term ends on the 21st, a Friday.
    expect(found).toMatchObject({ since: '2021-05-09', answerDueOn: '2021-05-21', overdue: false });
    expect(itemsOf(await listed('agency=357&overdue=true'))).toEqual([]);
    const later = await get('alerts/counts?fiscalYear=2021&agency=357&asOf=2021-05-24');
    const all = itemsOf(await listed('agency=357'));
    expect(later.body).toMatchObject({ overdue: all.length, answered: null });
    expect(itemsOf(await listed('agency=357&overdue=true&asOf=2021-05-24'))).toHaveLength(all.length);
    expect(itemsOf(await listed('agency=357&overdue=true&asOf=2021-05-21'))).toEqual([]);
  });

  it('are handled together, all or none', async () => {
    const standing = ids(itemsOf(await listed('agency=356&situation=open')));
    const foreign = ids(itemsOf(await listed('agency=357')))[0] ?? '';
    const reason = '已约定补拨日期';
    const refused = await post('alerts/dispositions', {
      alertIds: [...standing, foreign],
      decision: 'continue',
      reason,
    });
    expect(refused.body).toMatchObject({ code: 'alert-not-found' });
    expect(ids(itemsOf(await listed('agency=356&situation=open')))).toEqual(standing);
    const done = await post('alerts/dispositions', {
      alertIds: [...standing, ...standing],
      decision: 'continue',
      reason,
    });
    expect(done.status).toBe(200);
    const after = `minPosition=${String(done.body['position'])}`;
    const disposed = itemsOf(await get(`alerts?fiscalYear=2021&agency=356&situation=acknowledged&${after}`));
    expect(ids(disposed)).toEqual(expect.arrayContaining(standing));
    expect(disposed.map(({ disposition }) => disposition)).toEqual(
      standing.map(() => ({ decision: 'continue', reason, on: '2021-05-10' })),
    );
    const counts = await get(`alerts/counts?fiscalYear=2021&agency=356&${after}`);
    expect(counts.body).toMatchObject({ answered: { cases: standing.length, workingDays: '1.0' } });
    const assigned = await post('alerts/assignments', { alertIds: standing, assignee: '0002' });
    const whose = itemsOf(
      await get(`alerts?fiscalYear=2021&agency=356&minPosition=${String(assigned.body['position'])}`),
    );
    expect(new Set(whose.map(({ assignee }) => assignee))).toEqual(new Set(['李股长']));
    expect((await post('alerts/acknowledgements', { alertIds: [] })).status).toBe(422);
  });

  it('stand together by programme where that is asked for, none lost between pages', async () => {
    const pages: Body[] = [];
    for (let cursor = ''; ;) {
      const page = await listed(`agency=356&order=programme&limit=1${cursor}`);
      pages.push(...itemsOf(page));
      const next = page.body['next'];
      if (typeof next !== 'string') break;
      cursor = `&cursor=${next}`;
    }
    expect([...ids(pages)].sort()).toEqual([...ids(itemsOf(await listed('agency=356')))].sort());
    const subjects = pages.map(({ subject }) => subject);
    expect(subjects.filter((subject, at) => subject !== subjects[at - 1])).toEqual([...new Set(subjects)]);
  });

  it('are counted at each month’s end', async () => {
    const trend = await get('alerts/trend?fiscalYear=2021&agency=356&asOf=2021-05-10');
    const months = trend.body['months'] as readonly {
      period: string;
      appeared: number;
      ended: number;
      standing: object;
    }[];
    const all = itemsOf(await listed('agency=356&situation=open,acknowledged,snoozed'));
    expect(months.map(({ period }) => period)).toEqual(['2021-01', '2021-02', '2021-03', '2021-04', '2021-05']);
    expect(months.map(({ appeared, ended }) => [appeared, ended])).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
      [all.length, 0],
    ]);
    expect(Object.values(months.at(-1)?.standing ?? {}).reduce((sum: number, each) => sum + Number(each), 0)).toBe(
      all.length,
    );
  });

  it('say how far the year was judged, and that the year after never was', async () => {
    const watch = (year: number, agency = '356') =>
      get(`alert-evaluations?fiscalYear=${year}&agency=${agency}&minPosition=${String(position)}`);
    expect((await watch(2021)).body).toMatchObject({
      ...{ state: 'evaluated', evaluatedOn: '2021-05-09', madeUp: false, enabledFrom: null, failed: null },
    });
    expect((await watch(2022)).body).toMatchObject({ state: 'never', evaluatedOn: null });
    const enabled = await post('alert-watch', { fiscalYear: 2022 });
    expect(enabled.status).toBe(200);
    expect((await post('alert-watch', { fiscalYear: 2022 })).body).toMatchObject({ code: 'alert-watch-enabled' });
    const after = await get(
      `alert-evaluations?fiscalYear=2022&agency=356&minPosition=${String(enabled.body['position'])}`,
    );
    expect(after.body).toMatchObject({ state: 'never', enabledFrom: '2021-05-10' });
    const counts = await get('alerts/counts?fiscalYear=2022&agency=356');
    expect(counts.body).toMatchObject({ unassigned: 0, evaluation: { state: 'never' } });
  });

  it('are closed by a person with a reason, and stay so while nothing is added', async () => {
    const cases = async (after: unknown = position) =>
      itemsOf(await get(`alerts?fiscalYear=2021&agency=357&cause=unpaid&minPosition=${String(after)}`));
    const [found] = await cases();
    const closed = await post(`alerts/${String(found?.['alertId'])}/close`, { reason: '乡镇停电，已当面说明' }, '357');
    expect(closed.status).toBe(200);
    expect(await cases(closed.body['position'])).toMatchObject([
      { situation: 'cleared', closed: { reason: '乡镇停电，已当面说明', on: '2021-05-10' } },
    ]);
    const again = await post('alert-evaluations', { on: '2021-05-09' }, '357');
    expect(again.body).toMatchObject({ reopened: 0 });
    expect(await cases(again.body['position'] ?? closed.body['position'])).toMatchObject([{ situation: 'cleared' }]);
  });

  it('stand as before when the evaluation is withdrawn', async () => {
    const withdrawal = { fiscalYear: 2021, evaluatedOn: '2021-05-09', reason: '误评估' };
    const withdrawn = await post('alert-evaluations/withdrawals', withdrawal, '356');
    expect(withdrawn.status).toBe(200);
    expect((await post('alert-evaluations/withdrawals', withdrawal, '356')).body).toMatchObject({
      code: 'evaluation-not-found',
    });
    const trial = (on: string) => get(`alert-evaluations/trial?fiscalYear=2021&on=${on}&agency=356`);
    const { body: would } = await trial('2021-05-05');
    const earlier = await post('alert-evaluations', { on: '2021-05-05' }, '356');
    const counts = ['raised', 'reopened', 'escalated', 'eased', 'updated', 'cleared', 'unjudged'];
    const of = (body: Body) => counts.map((name) => body[name]);
    expect([of(would), would['evaluatedUpTo']]).toEqual([of(earlier.body), null]);
    expect(of(would).some((count) => count !== 0)).toBe(true);
    expect((await trial('2021-05-04')).body).toMatchObject({ code: 'evaluation-before-last' });
    expect((await trial('2021-05-10')).body).toMatchObject({ code: 'day-not-over' });
    expect(earlier).toMatchObject({ status: 200, body: { evaluatedOn: '2021-05-05' } });
  });

  it('go by each agency’s own thresholds', async () => {
    const thresholds = { orangeDays: '4', yellowDays: '6', remindEveryone: '0' };
    const body = { effectiveFrom: '2021-05-01', thresholds, reason: '提前提醒' };
    expect((await post('alert-rules/R06/thresholds', body)).status).toBe(200);
    const versions = async (agency: string) => {
      const rules = itemsOf(await get(`alert-rules?agency=${agency}`));
      return rules.find(({ rule }) => rule === 'R06')?.['versions'];
    };
    expect(await versions('356')).toMatchObject([{ version: 1 }, { version: 2, setBy: '王经办', thresholds }]);
    expect(await versions('357')).toMatchObject([{ version: 1 }]);
  });
});

describe('a year watched over HTTP', () => {
  it('answers for the agency asked for, with its programmes', async () => {
    const plan = await get('plan-against-actual?fiscalYear=2021&asOf=2021-02-28&agency=357');
    expect(plan.body).toMatchObject({
      total: { programmes: 1, initialBudget: '600.00' },
      programmes: [{ appropriationId: `${theirs}-A21`, agencyId: theirs, programmeId: `${theirs}-P` }],
    });
    const forecast = await get('forecast?fiscalYear=2021&asOf=2021-05-09&agency=356');
    expect(forecast.body['programmes']).toMatchObject([
      { programmeId: `${ours}-P`, appropriationIds: [`${ours}-A21`, `${ours}-B21`], firstFailure: null },
    ]);
    const difference = await get('replay/difference?fiscalYear=2021&aAsOf=2021-01-31&bAsOf=2021-03-31&agency=356');
    expect(difference.body).toMatchObject({ sums: true, figures: { settled: { difference: '200.00' } } });
  });
});
