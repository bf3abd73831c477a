import { openEventStore, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { jobAggregate, type JobRequest, type JobRun } from '@bofu/jobs';
import { parseBusinessDate } from '@bofu/kernel';
import { reportSchedulesAggregate } from '@bofu/reporting';
import { scheduledReports, scheduledReportsOfTheDay } from './scheduled-reports.job';

const AGENCY = 'agency-1';
const day = parseBusinessDate;
let commands = 0;
const context = (): CommandContext => ({
  commandId: `00000000-0000-4000-8000-${String((commands += 1)).padStart(12, '0')}`,
  agencyId: AGENCY,
  by: { personId: 'li', post: 'clerk', delegationId: null, channel: 'page', mode: 'office' },
  recordedAt: '2021-11-02T09:00:00.000+08:00',
});

describe('scheduled reports', () => {
  let store: EventStore;
  const due = (on: string) => scheduledReportsOfTheDay({ store })(day(on), AGENCY);
  const schedule = (scheduleId: string, every: 'month' | 'quarter', report: string) =>
    runDecision(store, context(), reportSchedulesAggregate(AGENCY), {
      ...{ type: 'schedule-report', scheduleId, report, format: 'pdf', every, day: 5 },
      ...{ unitCode: null, fundingLevel: null, programmeId: null, scheduledOn: day('2021-11-02') },
    });
  beforeEach(async () => {
    store = await openEventStore({ kind: 'memory' });
  });

  it('are looked for from their day of the month on, and nothing is done where none is due', async () => {
    expect(await due('2021-11-05')).toBeNull();
    await schedule('s-1', 'month', 'period-summary');
    expect(await due('2021-11-04')).toBeNull();
    expect(await due('2021-11-05')).toEqual({ on: '2021-11-05' });
  });

  it('are each requested once for each period, of the period before, by one export of their own', async () => {
    await schedule('s-1', 'month', 'period-summary');
    await schedule('s-2', 'quarter', 'execution-progress');
    await schedule('s-3', 'month', 'a report of former times');
    const requested: JobRequest[] = [];
    const requestJob = async (at: CommandContext, request: JobRequest) => {
      requested.push(request);
      const { jobId = '', kind, parameters } = request;
      const command = { type: 'request-job', kind, parameters, requestedOn: day('2021-11-05') } as const;
      return { jobId, ...(await runDecision(store, at, jobAggregate(jobId), command)) };
    };
    const { run } = scheduledReports({ store, requestJob });
    const asked = { agencyId: AGENCY, commandContext: context, progress: () => undefined } as unknown as JobRun;
    expect(await run({ on: day('2021-11-05') }, asked)).toEqual({ answer: { requested: 2 }, file: null });
    expect(requested.map(({ parameters }) => parameters)).toMatchObject([
      { report: 'period-summary', fiscalYear: 2021, from: '2021-10-01', asOf: '2021-10-31', agencyScope: [AGENCY] },
      // What shows how things stand has no first day.
      { report: 'execution-progress', from: null, asOf: '2021-09-30', knownAt: null },
    ]);
    expect(await due('2021-11-06')).toBeNull();
    expect(await run({ on: day('2021-11-06') }, asked)).toEqual({ answer: { requested: 0 }, file: null });
    // December's is of November; the quarter's has been made.
    expect(await due('2021-12-05')).toEqual({ on: '2021-12-05' });
    await run({ on: day('2021-12-05') }, asked);
    expect(requested.slice(2)).toMatchObject([{ parameters: { report: 'period-summary', asOf: '2021-11-30' } }]);
  });
});
