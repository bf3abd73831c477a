import { z } from 'zod';
import { jobCodec } from '@bofu/jobs';
import type { NumberedEvent } from '../export/numbered-events';
import type { AuditQuestion } from './question';
import { namesIn, recordedAtOf } from './told-by-events';

const row = z.strictObject({
  number: z.int(),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  file: z.string(),
  parameters: z.string(),
  sha256: z.string(),
});
type Row = z.output<typeof row>;

/** Files made in the job centre, each with its digest: made again from the same position it must give the same bytes. */
export const reportsIssued: AuditQuestion<Row> = {
  number: 13,
  title: '事件之和是否等于每一份出具的报表（报表与摘要）？',
  row,
  ask(events, { agencyId, asOf, fiscalYear }) {
    const nameOf = namesIn(events);
    const requested = new Map<string, { event: NumberedEvent; on: string; by: string; parameters: string }>();
    const rows: Row[] = [];
    const proof: NumberedEvent[] = [];
    for (const event of events.filter((one) => one.agency === agencyId && jobCodec.knows(one))) {
      const { type, data } = jobCodec.decode(event);
      if (type === 'JobRequested')
        requested.set(data.jobId, {
          ...{ event, on: data.requestedOn, by: data.by.personId },
          parameters: JSON.stringify(data.parameters),
        });
      const asked = requested.get(data.jobId);
      if (type !== 'JobCompleted' || asked === undefined || data.result.file === null) continue;
      if (asked.on > asOf || !asked.on.startsWith(`${fiscalYear}-`)) continue;
      const { name: file, sha256 } = data.result.file;
      const { on, parameters } = asked;
      const actor = nameOf(asked.by);
      rows.push({ number: event.number, on, recordedAt: recordedAtOf(event), actor, file, parameters, sha256 });
      proof.push(asked.event, event);
    }
    return {
      answer:
        `任务中心出具过 ${rows.length} 份文件，摘要见明细。报表由事件算出，各带数据截至的位置与校验码：` +
        '按同一位置重新生成，内容与摘要必须相同。直接下载的报表不另记事件，凭其校验码核对。',
      rows,
      proof,
    };
  },
};
