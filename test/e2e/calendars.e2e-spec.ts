import { publishedYear, publishedYears } from '@bofu/calendar';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

/** Loading a year is an act on record: used at once by everything that asks which days are worked. */
describe('calendar years over HTTP', () => {
  let office: OfficeUnderTest;
  let loadedAt = '';
  const own = {
    source: '省政府通知',
    holidays: [
      { from: '2025-01-01', to: '2025-01-01', name: '元旦' },
      { from: '2025-06-27', to: '2025-06-30', name: '省里放假' },
    ],
    makeUpDays: ['2025-06-22'],
  };

  beforeAll(async () => {
    office = await officeOverHttp('postgres');
  });
  afterAll(() => office.close());

  it('are none in an office that has just begun, and can be loaded as far as they are published', async () => {
    expect((await office.get('/v1/calendars')).body).toEqual({ items: [], publishedYears });
    expect(await office.get('/v1/calendars/2025')).toMatchObject({
      status: 404,
      body: { code: 'calendar-year-not-loaded', title: '尚未载入 2025 年工作日历' },
    });
    const beyond = (publishedYears.at(-1) ?? 0) + 1;
    expect(await office.post(`/v1/calendars/${beyond}/load-published`, {})).toMatchObject({
      status: 422,
      body: { code: 'calendar-year-unpublished', title: expect.stringContaining(`没有 ${beyond} 年`) },
    });
  });

  it('are loaded once, with the deadlines of each month', async () => {
    const loaded = await office.post('/v1/calendars/2025/load-published', {});
    expect(loaded.status).toBe(200);
    loadedAt = String(loaded.body['position']);
    const { body, headers } = await office.get(`/v1/calendars/2025?deadlineDay=5&minPosition=${loadedAt}`);
    const { holidays, makeUpDays, source } = publishedYear(2025);
    expect(body).toMatchObject({ year: 2025, holidays, makeUpDays, source, corrected: false, actor: '王经办' });
    expect(headers.get('etag')).toBe('"rev-0"');
    const deadlines = body['deadlines'] as { period: string; due: string; bankHandOver: string | null }[];
    expect(deadlines).toHaveLength(12);
    expect(deadlines.filter(({ period }) => ['2025-01', '2025-10'].includes(period))).toEqual([
      { period: '2025-01', due: '2025-01-03', bankHandOver: null },
      { period: '2025-10', due: '2025-09-30', bankHandOver: '2025-09-26' },
    ]);
    expect(await office.post('/v1/calendars/2025/load', own)).toMatchObject({
      status: 409,
      body: { code: 'calendar-year-loaded' },
    });
  });

  it('are corrected by whoever has seen what stands, and stay known as they were', async () => {
    const correction = { ...own, reason: '省里另行放假' };
    expect((await office.post('/v1/calendars/2025/correct', correction)).status).toBe(428);
    expect((await office.post('/v1/calendars/2025/correct', own, { 'if-match': '"rev-0"' })).status).toBe(422);
    const corrected = await office.post('/v1/calendars/2025/correct', correction, { 'if-match': '"rev-0"' });
    expect([corrected.status, corrected.body['revision']]).toEqual([200, 'rev-1']);
    const now = `deadlineDay=30&minPosition=${String(corrected.body['position'])}`;
    const june = async (query: string) => {
      const { body } = await office.get(`/v1/calendars/2025?${query}`);
      const deadlines = body['deadlines'] as { period: string; due: string }[];
      return [body['reason'], deadlines.find(({ period }) => period === '2025-06')?.due];
    };
    expect(await june(now)).toEqual(['省里另行放假', '2025-06-26']);
    expect(await june(`${now}&knownAt=${loadedAt}`)).toEqual([null, '2025-06-30']);
    expect(await office.get(`/v1/calendars/2025?${now}&asOf=2024-12-31`)).toMatchObject({ status: 404 });
  });

  it('are told in words where all events are', async () => {
    const { body } = await office.get(`/v1/events?limit=10&minPosition=${loadedAt}`);
    const summaries = (body['items'] as { label: string; summary: string }[]).map(({ summary }) => summary);
    expect(summaries).toContainEqual(expect.stringContaining('载入工作日历：2025 年，元旦 2025-01-01'));
    expect(summaries).toContainEqual(expect.stringContaining('省里放假 2025-06-27 至 2025-06-30'));
  });

  it('refuse what cannot be a year, and say where', async () => {
    const bad = { ...own, makeUpDays: ['2026-06-24'] };
    expect(await office.post('/v1/calendars/2026/load', bad)).toMatchObject({
      status: 422,
      body: { code: 'calendar-date-outside-year' },
    });
    expect(await office.post('/v1/calendars/2026/load', { ...own, holidays: 'none' })).toMatchObject({
      body: { errors: [{ pointer: '#/holidays', code: 'invalid-type' }] },
    });
  });
});
