import { z } from 'zod';
import { formatYuan, RATE_PERIODS, sumFen } from '@bofu/kernel';
import type { SchemeStanding } from './payout-schemes.query';

/** A payout scheme as it leaves over HTTP: rates are 元 a head as text. */
const money = z.string().meta({ description: '元，两位小数', example: '113.00' });

export const payoutSchemeView = z.strictObject({
  schemeId: z.string(),
  name: z.string(),
  fiscalYear: z.int(),
  lines: z.array(
    z.strictObject({
      appropriationId: z.string(),
      groupId: z.string().nullable(),
      rate: money,
      per: z.enum(RATE_PERIODS),
      headcount: z.int().nullable(),
    }),
  ),
  totalRate: money.nullable().describe('一人合计的标准；分人群的方案为 null'),
  headcount: z.int(),
  payee: z.strictObject({ kind: z.string(), name: z.string() }),
  payeeId: z.string().nullable().describe('登记的收款户；自由填写的为 null'),
  effectiveOn: z.string().meta({ format: 'date', example: '2021-01-04' }),
  revision: z.string(),
});

export function viewPayoutScheme(scheme: SchemeStanding): z.input<typeof payoutSchemeView> {
  const { schemeId, name, fiscalYear, lines, headcount, payee, payeeId, effectiveOn, revision } = scheme;
  const oneGroup = new Set(lines.map(({ groupId }) => groupId)).size === 1;
  return {
    schemeId,
    name,
    fiscalYear,
    lines: lines.map(({ rateFen, ...line }) => ({ ...line, rate: formatYuan(rateFen) })),
    totalRate: oneGroup ? formatYuan(sumFen(lines.map(({ rateFen }) => rateFen))) : null,
    headcount,
    payee: { ...payee },
    payeeId,
    effectiveOn,
    revision: `rev-${revision}`,
  };
}
