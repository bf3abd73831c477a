import { z } from 'zod';
import { POST_LABEL } from '@bofu/access';
import type { AuditQuestion } from './question';
import { namesIn, recordedAtOf } from './told-by-events';
import { grantsIn } from './told-rights';

const row = z.strictObject({
  number: z.int(),
  what: z.enum(['提出', '确认', '不同意', '收回', '初始设立']),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  person: z.string(),
  post: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  standsInFor: z.string().nullable(),
  reason: z.string(),
});
type Row = z.output<typeof row>;

export const whoGrantedWhichRight: AuditQuestion<Row> = {
  number: 15,
  ofWholeLog: true,
  title: '谁在何时授予了哪个岗位，由谁确认？',
  row,
  ask(events, { agencyId, asOf }) {
    const nameOf = namesIn(events);
    const grants = grantsIn(events, agencyId).filter(({ from }) => from <= asOf);
    const acts = grants
      .flatMap((grant) => grant.acts.map((act) => ({ grant, act })))
      .sort((a, b) => a.act.event.number - b.act.event.number);
    const alone = grants.filter(({ acts: [proposed, ...later] }) =>
      later.some(({ what, by }) => what === '确认' && by === proposed?.by),
    );
    const held = grants.filter((grant) => grant.held).length;
    return {
      answer: `共授予 ${grants.length} 次，生效 ${held} 次；提出与确认为同一人的 ${alone.length} 次。`,
      rows: acts.map(({ grant, act: { event, what, by, reason } }) => ({
        ...{ number: event.number, what, recordedAt: recordedAtOf(event), actor: nameOf(by) },
        ...{ person: nameOf(grant.personId), post: POST_LABEL[grant.post], from: grant.from, until: grant.heldUntil },
        ...{ standsInFor: grant.delegatorId && nameOf(grant.delegatorId), reason },
      })),
      proof: acts.map(({ act }) => act.event),
    };
  },
};
