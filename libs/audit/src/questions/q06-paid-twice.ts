import { z } from 'zod';
import { programmeCodec } from '@bofu/budget';
import type { AuditQuestion } from './question';
import { paymentsAsked, stands, type ToldPayment } from './told-payments';

const row = z.strictObject({
  programmeId: z.string(),
  programmeName: z.string(),
  groupName: z.string().nullable(),
  period: z.string(),
  /** How many payments stand as the regular run of that month. */
  regular: z.int(),
  paymentIds: z.array(z.string()),
});
type Row = z.output<typeof row>;

/** By programme, group and month. Persons are on rolls, and no event holds one: across programmes only a roll can tell. */
export const paidTwice: AuditQuestion<Row> = {
  number: 6,
  title: '同一所属期是否重复发放？哪些人重复领取？',
  row,
  ask(events, scope) {
    const names = new Map<string, string>();
    for (const event of events.filter(programmeCodec.knows)) {
      const { type, data } = programmeCodec.decode(event);
      if (type === 'ProgrammeRegistered' || type === 'ProgrammeRenamed') names.set(data.programmeId, data.name);
      if (type === 'ProgrammeGroupDefined') names.set(data.groupId, data.name);
    }
    const months = new Map<string, { row: Omit<Row, 'regular' | 'paymentIds'>; payments: Set<ToldPayment> }>();
    for (const payment of paymentsAsked(events, scope).filter(stands))
      for (const { programmeId, groupId, period, entry, borneFor } of payment.content.lines) {
        if (entry !== 'regular' || period === null || payment.content.kind !== 'payout-run' || borneFor !== null)
          continue;
        if (scope.period !== null && period !== scope.period) continue;
        const key = [programmeId, groupId, period].join('/');
        const month = months.get(key) ?? {
          row: {
            ...{ programmeId, programmeName: names.get(programmeId) ?? programmeId, period },
            groupName: groupId === null ? null : (names.get(groupId) ?? groupId),
          },
          payments: new Set<ToldPayment>(),
        };
        month.payments.add(payment);
        months.set(key, month);
      }
    const all = [...months.values()];
    const twice = all.filter(({ payments }) => payments.size > 1);
    return {
      answer:
        `按项目、人群、所属期核对 ${all.length} 个月，正常发放重复的 ${twice.length} 个。` +
        '个人名单不在事件之中：同一人重复领取、跨项目重复须凭花名册另行核对。',
      rows: twice.map(({ row: told, payments }) => ({
        ...told,
        ...{ regular: payments.size, paymentIds: [...payments].map(({ paymentId }) => paymentId) },
      })),
      proof: all.flatMap(({ payments }) => [...payments].map(({ submitted }) => submitted)),
    };
  },
};
