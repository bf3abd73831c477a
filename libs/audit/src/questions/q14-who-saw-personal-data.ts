import { z } from 'zod';
import { POST_LABEL } from '@bofu/access';
import { payeeCodec } from '@bofu/payee';
import type { AuditQuestion } from './question';
import { namesIn, recordedAtOf } from './told-by-events';

const row = z.strictObject({
  number: z.int(),
  on: z.string(),
  recordedAt: z.string().nullable(),
  actor: z.string(),
  post: z.string(),
  payeeId: z.string(),
  reason: z.string(),
});
type Row = z.output<typeof row>;

/** Rolls of persons are not part of these books; what is masked in them is the account numbers of payees. */
export const whoSawPersonalData: AuditQuestion<Row> = {
  number: 14,
  title: '谁查看过个人信息、收款账号全文，多少次，为什么？',
  row,
  ask(events, { agencyId, asOf, fiscalYear }) {
    const nameOf = namesIn(events);
    const found = events.filter(payeeCodec.knows).flatMap((event) => {
      const { type, data } = payeeCodec.decode(event);
      if (type !== 'PayeeAccountDisclosed' || data.agencyId !== agencyId) return [];
      return data.disclosedOn <= asOf && data.disclosedOn.startsWith(`${fiscalYear}-`) ? [{ event, data }] : [];
    });
    const people = new Set(found.map(({ data }) => data.by.personId));
    return {
      answer: `收款账号全文被查看 ${found.length} 次，${people.size} 人；花名册不在本系统之中，没有其他个人信息可供查看或导出。`,
      rows: found.map(({ event, data }) => ({
        ...{ number: event.number, on: data.disclosedOn, recordedAt: recordedAtOf(event) },
        ...{ actor: nameOf(data.by.personId), post: POST_LABEL[data.by.post] },
        ...{ payeeId: data.payeeId, reason: data.reason },
      })),
      proof: found.map(({ event }) => event),
    };
  },
};
