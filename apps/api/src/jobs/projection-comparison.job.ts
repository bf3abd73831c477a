import { z } from 'zod';
import { JobCannotSucceed, jobKind, type JobKind } from '@bofu/jobs';
import { ProjectionRebuildFailed, type CellDifference } from '@bofu/read-model';
import type { JobTools } from './job-tools';

/** How long the live tables are given to reach the store's head before they are compared where they stand. */
const PATIENCE_MS = 60_000;
/** Of one value: what somebody put into a table may be of any length. */
const LONGEST_VALUE = 300;

/** 重放结果=当前账: every projection made anew from the first event beside the live one, and the two held row against row. */
export const projectionComparison = ({
  store,
  projections,
  directory,
}: Pick<JobTools, 'store' | 'projections' | 'directory'>): JobKind =>
  jobKind({
    kind: 'projection-comparison',
    label: '重建比对',
    parameters: z.strictObject({}),
    run: async (_, { signal, progress, writeFile }) => {
      const { names } = projections;
      const head = await store.head();
      const found: ({ readonly projection: string } & CellDifference)[] = [];
      const sum = { projections: names.length, tables: 0, rows: 0, differingRows: 0 };
      // The tables hold every agency's rows: what stands in them is shown where there has been but one.
      const isShown = directory.agencyIds().length < 2;
      for (const [done, name] of names.entries()) {
        progress({ phase: '重建并比对', done, total: names.length, unit: '项账表' });
        if (head !== null) await projections.waitFor(name, head, PATIENCE_MS);
        const compared = await compare(name);
        sum.tables += compared.tables.length;
        sum.rows += compared.tables.reduce((rows, table) => rows + table.rows, 0);
        sum.differingRows += compared.differingRows;
        const told = (value: string | null) => (isShown ? (value?.slice(0, LONGEST_VALUE) ?? null) : null);
        for (const { live, rebuilt, ...cell } of compared.found)
          found.push({ projection: name, ...cell, live: told(live), rebuilt: told(rebuilt) });
      }
      const answer = { ...sum, valuesShown: isShown };
      const content = JSON.stringify({ ...answer, found });
      const file = found.length === 0 ? null : await writeFile('重建比对.json', 'application/json', content);
      return { answer, file };

      async function compare(name: string) {
        try {
          // Thrown from here it ends the comparison, which then clears away what it had built.
          return await projections.compare(name, () => signal.throwIfAborted());
        } catch (error) {
          if (error instanceof ProjectionRebuildFailed)
            throw new JobCannotSucceed(`重建停在事件 ${error.poison.eventId}：投影 ${name} 未能接受该事件`, {
              cause: error,
            });
          throw error;
        }
      }
    },
  });
