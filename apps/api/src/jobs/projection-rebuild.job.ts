import { z } from 'zod';
import { JobCannotSucceed, jobKind, type JobKind } from '@bofu/jobs';
import { ProjectionRebuildFailed, UnknownProjection } from '@bofu/read-model';
import type { JobTools } from './job-tools';

export const projectionRebuildParameters = z.strictObject({ projection: z.string().min(1).max(60) });

const noSuch = (projection: string) => new JobCannotSucceed(`没有名为“${projection}”的投影`);

/** 重建投影: reads every event anew into tables beside the live ones, and puts them in their place. */
export const projectionRebuild = ({ projections }: Pick<JobTools, 'projections'>): JobKind =>
  jobKind({
    kind: 'projection-rebuild',
    label: '重建投影',
    parameters: projectionRebuildParameters,
    precheck: async ({ projection }) => {
      if (!projections.names.includes(projection)) throw noSuch(projection);
    },
    run: async ({ projection }, { signal, progress }) => {
      let applied = 0;
      try {
        await projections.rebuild(projection, ({ events }) => {
          // Thrown here it ends the rebuild, which then clears away what it had built.
          signal.throwIfAborted();
          applied = events;
          progress({ phase: `重建 ${projection}`, done: events, total: null, unit: '个事件' });
        });
      } catch (error) {
        if (error instanceof UnknownProjection) throw noSuch(projection);
        if (error instanceof ProjectionRebuildFailed)
          throw new JobCannotSucceed(`重建停在事件 ${error.poison.eventId}：投影 ${projection} 未能接受该事件`, {
            cause: error,
          });
        throw error;
      }
      return { answer: { projection, events: applied }, file: null };
    },
  });
