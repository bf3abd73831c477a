import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '@bofu/kernel';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { JobCannotSucceed, jobKind, type JobKind } from '../src/job-kind';
import { listJobs } from '../src/job-list/job-list.query';
import type { QueueChoice } from '../src/queue/queue-choice';
import { AGENCY, byClerk, openJobOffice, type JobOffice, type JobOfficeOptions } from './job-office';

export interface Backend {
  /** Where the queue is, for an office on this database. */
  queueFor(databaseUrl: string): QueueChoice;
  /** Everything it holds is gone, as if it had never been. */
  wipe(office: JobOffice): Promise<void>;
}

const nothing = z.strictObject({});
const hasEnded = ({ situation }: { situation: string }) => situation !== 'requested';

/** What jobs promise, whichever queue wakes their workers. */
export function jobsContract(name: string, backend: () => Backend): void {
  describe(`jobs on ${name}`, () => {
    let database: TestDatabase;
    const opened: JobOffice[] = [];

    beforeEach(async () => {
      database = await createTestDatabase();
    });
    afterEach(async () => {
      for (const office of opened.splice(0)) await office.close();
      await database.drop();
    });

    const open = async (kinds: readonly JobKind[], options: Partial<JobOfficeOptions> = {}): Promise<JobOffice> => {
      const queue = backend().queueFor(database.url);
      const office = await openJobOffice({ databaseUrl: database.url, queue, kinds, ...options });
      opened.push(office);
      return office;
    };
    const working = async (kinds: readonly JobKind[], options: Partial<JobOfficeOptions> = {}): Promise<JobOffice> => {
      const office = await open(kinds, options);
      await backend().wipe(office);
      await office.jobs.start({ work: true });
      return office;
    };

    it('is not taken on where it cannot succeed, and what was taken on before is not judged again', async () => {
      let hopeless = false;
      const kind = jobKind({
        kind: 'hoping',
        label: '指望',
        parameters: nothing,
        precheck: async () => {
          if (hopeless) throw new JobCannotSucceed('没有指望');
        },
        run: async () => ({ answer: null, file: null }),
      });
      const { jobs, store } = await open([kind]);
      const asked = byClerk();
      const first = await jobs.request(asked, { kind: 'hoping', parameters: {} });
      hopeless = true;
      const head = await store.head();
      await expect(jobs.request(byClerk(), { kind: 'hoping', parameters: {} })).rejects.toMatchObject({
        code: 'job-parameters-invalid',
        facts: { kind: 'hoping', problem: '没有指望' },
      });
      expect(await jobs.request(asked, { kind: 'hoping', parameters: {} })).toEqual({ ...first, repeated: true });
      expect(await store.head()).toBe(head);
    });

    it('runs what was requested and keeps what came of it', async () => {
      const counting = jobKind({
        kind: 'counting',
        label: '数数',
        parameters: z.strictObject({ to: z.int() }),
        run: async ({ to }, run) => ({
          answer: { counted: to },
          file: await run.writeFile('数.txt', 'text/plain', 'abc'),
        }),
      });
      const { jobs, until } = await working([counting]);
      const { jobId } = await jobs.request(byClerk(), { kind: 'counting', parameters: { to: 3 } });
      const job = await until(jobId, hasEnded);
      expect(job).toMatchObject({
        situation: 'completed',
        requestedBy: 'clerk',
        requestedOn: '2021-10-29',
        parameters: { to: 3 },
        result: {
          answer: { counted: 3 },
          file: {
            name: '数.txt',
            mediaType: 'text/plain',
            bytes: 3,
            sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
          },
        },
      });
      const file = await jobs.files.open(jobId, job.result?.file as never);
      expect(Buffer.concat(await file.toArray()).toString()).toBe('abc');
    });

    it('refuses what it does not know, and what does not fit', async () => {
      const { jobs } = await open([jobKind({ kind: 'a', label: '甲', parameters: nothing, run: () => never() })]);
      await expect(jobs.request(byClerk(), { kind: 'b', parameters: {} })).rejects.toThrow('job-kind-not-found');
      await expect(jobs.request(byClerk(), { kind: 'a', parameters: { x: 1 } })).rejects.toThrow(
        'job-parameters-invalid',
      );
    });

    it('is one job however often it is requested', async () => {
      let runs = 0;
      const {
        jobs,
        until,
        database: sql,
      } = await working([
        jobKind({
          kind: 'once',
          label: '一次',
          parameters: nothing,
          run: async () => ({ answer: (runs += 1), file: null }),
        }),
      ]);
      const context = byClerk();
      const [first, second] = await Promise.all([
        jobs.request(context, { kind: 'once', parameters: {} }),
        jobs.request(context, { kind: 'once', parameters: {} }),
      ]);
      expect(second.jobId).toBe(first.jobId);
      await until(first.jobId, hasEnded);
      expect((await jobs.request(context, { kind: 'once', parameters: {} })).repeated).toBe(true);
      expect(
        await listJobs(sql, { agencyScope: [AGENCY], kind: null, situation: null, before: null, limit: 10 }),
      ).toHaveLength(1);
      expect(runs).toBe(1);
    });

    it('shows how far it has come', async () => {
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      const { jobs, until } = await working([
        jobKind({
          kind: 'long',
          label: '长',
          parameters: nothing,
          run: async (_, run) => {
            run.progress({ phase: '读取', done: 40, total: 100, unit: '行' });
            await finished;
            return { answer: null, file: null };
          },
        }),
      ]);
      const { jobId } = await jobs.request(byClerk(), { kind: 'long', parameters: {} });
      const running = await until(jobId, ({ progress }) => progress !== null);
      expect(running.progress).toMatchObject({ phase: '读取', done: 40, total: 100, unit: '行' });
      finish();
      expect((await until(jobId, hasEnded)).progress).toBeNull();
    });

    it('tries again what failed, and then says plainly that it failed', async () => {
      const tries = { flaky: 0, broken: 0, hopeless: 0, refused: 0 };
      const failing = (kind: keyof typeof tries, outcome: (tried: number) => void): JobKind =>
        jobKind({
          kind,
          label: kind,
          parameters: nothing,
          run: async () => {
            outcome((tries[kind] += 1));
            return { answer: 'done', file: null };
          },
        });
      const { jobs, until, log } = await working([
        failing('flaky', (tried) => {
          if (tried < 3) throw new Error('not yet');
        }),
        failing('broken', () => {
          throw new TypeError('secret of 张三');
        }),
        failing('hopeless', () => {
          throw new JobCannotSucceed('没有这张报表');
        }),
        failing('refused', () => {
          throw new Refusal('nothing-to-do');
        }),
      ]);
      const outcomeOf = async (kind: string) => {
        const { jobId } = await jobs.request(byClerk(), { kind, parameters: {} });
        const { situation, reason } = await until(jobId, hasEnded);
        return [situation, reason];
      };
      expect(await outcomeOf('flaky')).toEqual(['completed', null]);
      expect(await outcomeOf('broken')).toEqual(['failed', '多次执行均未成功（TypeError），详见运行日志']);
      expect(await outcomeOf('hopeless')).toEqual(['failed', '没有这张报表']);
      expect(await outcomeOf('refused')).toEqual(['failed', '未办理：nothing-to-do']);
      expect(tries).toEqual({ flaky: 3, broken: 3, hopeless: 1, refused: 1 });
      expect(log.join('\n')).toContain('secret of 张三');
    });

    it('can be cancelled before it runs and while it runs, and not after', async () => {
      let started = 0;
      const endless = jobKind({
        kind: 'endless',
        label: '不停',
        parameters: nothing,
        run: async (_, { signal }) => {
          started += 1;
          await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
          return { answer: null, file: null };
        },
      });
      const quick = jobKind({
        kind: 'quick',
        label: '快',
        parameters: nothing,
        run: async () => ({ answer: 1, file: null }),
      });
      const office = await open([endless, quick]);
      await backend().wipe(office);
      const { jobs, until } = office;
      const early = await jobs.request(byClerk(), { kind: 'endless', parameters: {} });
      await jobs.cancel(byClerk(), early.jobId, '不需要了');
      await jobs.start({ work: true });
      const running = await jobs.request(byClerk(), { kind: 'endless', parameters: {} });
      await waitUntil(() => started === 1);
      await jobs.cancel(byClerk(), running.jobId, '太久');
      expect(await until(running.jobId, hasEnded)).toMatchObject({ situation: 'cancelled', reason: '太久' });
      expect(await until(early.jobId, hasEnded)).toMatchObject({ situation: 'cancelled', reason: '不需要了' });

      const done = await jobs.request(byClerk(), { kind: 'quick', parameters: {} });
      await until(done.jobId, hasEnded);
      await expect(jobs.cancel(byClerk(), done.jobId, '晚了')).rejects.toThrow('job-ended');
      await expect(jobs.cancel(byClerk(), randomUUID(), '没有')).rejects.toThrow('job-not-found');
      expect(started).toBe(1);
    });

    it('finds its work again when the queue has lost everything', async () => {
      const ran: string[] = [];
      const noting = jobKind({
        kind: 'noting',
        label: '记',
        parameters: nothing,
        run: async (_, { jobId }) => {
          ran.push(jobId);
          return { answer: null, file: null };
        },
      });
      // One process only requests; its queue is then emptied before any worker has seen it.
      const office = await open([noting]);
      await office.jobs.start({ work: false });
      const requested: string[] = [];
      for (let n = 0; n < 5; n += 1)
        requested.push((await office.jobs.request(byClerk(), { kind: 'noting', parameters: {} })).jobId);
      await backend().wipe(office);
      const worker = await open([noting]);
      await worker.jobs.start({ work: true });
      for (const jobId of requested) await worker.until(jobId, hasEnded);
      expect(ran.toSorted()).toEqual(requested.toSorted());
    });

    it('makes one job of a day, whoever and however many look at the clock', async () => {
      const evaluated: unknown[] = [];
      const evaluation = jobKind({
        kind: 'evaluation',
        label: '评估',
        parameters: z.strictObject({ on: z.string() }),
        run: async ({ on }) => {
          evaluated.push(on);
          return { answer: null, file: null };
        },
      });
      let time = '2021-10-29T07:59:59.000+08:00';
      const daily = [{ kind: 'evaluation', hour: 8, parameters: (on: string) => ({ on }) }];
      const options = { daily, now: () => time };
      const offices = [await working([evaluation], options), await open([evaluation], options)];
      await offices[1]?.jobs.start({ work: true });
      const count = async () =>
        (
          await listJobs(offices[0]?.database as never, {
            agencyScope: [AGENCY],
            kind: null,
            situation: 'completed',
            before: null,
            limit: 9,
          })
        ).length;
      time = '2021-10-29T08:00:00.000+08:00';
      await waitUntil(async () => (await count()) === 1);
      await Promise.all(offices.map(({ jobs }) => jobs.requestDue(daily[0] as never)));
      time = '2021-10-30T11:00:00.000+08:00';
      await waitUntil(async () => (await count()) === 2);
      expect(evaluated.toSorted()).toEqual(['2021-10-29', '2021-10-30']);
    });

    it('ends within its bound though a job does not, and leaves that job to the next', async () => {
      let stubborn = true;
      const hanging = jobKind({
        kind: 'hanging',
        label: '卡住',
        parameters: nothing,
        run: async () => {
          if (stubborn) await new Promise(() => undefined);
          return { answer: 'by the next', file: null };
        },
      });
      const first = await working([hanging], { timing: { closeMs: 400 } });
      const { jobId } = await first.jobs.request(byClerk(), { kind: 'hanging', parameters: {} });
      await first.until(jobId, () => true);
      await first.jobs.stop();
      stubborn = false;
      const second = await open([hanging]);
      await second.jobs.start({ work: true });
      expect(await second.until(jobId, hasEnded)).toMatchObject({
        situation: 'completed',
        result: { answer: 'by the next' },
      });
    });
  });
}

const never = (): never => {
  throw new Error('not to be run');
};

export async function waitUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 30));
}
