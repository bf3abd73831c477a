import { z } from 'zod';
import { formatYuan } from '@bofu/kernel';
import type { PayoutSchemeOnDay } from './scheme-record';

/** A payout scheme as it leaves over HTTP: rates are 元 a head as text. */
const money = z.string().meta({ description: '元，两位小数', example: '113.00' });

export const payoutSchemeView = z.strictObject({
  schemeId: z.string(),
  name: z.string(),
  fiscalYear: z.int(),
  lines: z.array(z.strictObject({ appropriationId: z.string(), rate: money })),
  totalRate: money,
  headcount: z.int(),
  payee: z.strictObject({ kind: z.string(), name: z.string() }),
  effectiveOn: z.string().meta({ format: 'date', example: '2021-01-04' }),
  revision: z.string(),
});

export const viewPayoutScheme = (scheme: PayoutSchemeOnDay): z.input<typeof payoutSchemeView> => ({
  schemeId: scheme.schemeId,
  name: scheme.name,
  fiscalYear: scheme.fiscalYear,
  lines: scheme.lines.map(({ appropriationId, rateFen }) => ({ appropriationId, rate: formatYuan(rateFen) })),
  totalRate: formatYuan(scheme.totalRateFen),
  headcount: scheme.headcount,
  payee: { ...scheme.payee },
  effectiveOn: scheme.effectiveOn,
  revision: `rev-${scheme.revision}`,
});
