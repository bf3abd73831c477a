import { z } from 'zod';
import { booksScopeQuery } from '@bofu/access';
import { fiscalYear, freeText, period, signedYuan, strictObject, uuid, worded } from '@bofu/http';
import { FIGURE_LINES, FIGURES, SIDES, type StatedLine } from './domain/statement';

/** What is asked about months, and what is entered to close one. */

const reason = freeText(500, '事由', '银行误记手续费，10 月冲回');

export const monthPath = z.strictObject({ month: period });
export const monthsQuery = strictObject({ agency: booksScopeQuery.agency, fiscalYear });
export const monthQuery = strictObject({ agency: booksScopeQuery.agency });

export const statementRequest = strictObject({
  lines: z
    .array(
      strictObject({
        line: z.enum(FIGURE_LINES).meta({ description: '资金级次；outside 为不在本系统核算' }),
        opening: signedYuan.describe('期初'),
        received: signedYuan.describe('本月收入'),
        paid: signedYuan.describe('本月支出'),
        closing: signedYuan.describe('期末'),
      }),
    )
    .max(FIGURE_LINES.length)
    .describe('没有的级次可不写；一行也没有为全部为零'),
});

export const statedLines = ({ lines }: z.output<typeof statementRequest>): readonly StatedLine[] =>
  lines.map(({ line, opening, received, paid, closing }) => ({
    line,
    openingFen: opening,
    receivedFen: received,
    paidFen: paid,
    closingFen: closing,
  }));

export const explanationRequest = worded({
  about: z.discriminatedUnion('kind', [
    strictObject({
      kind: z.literal('difference'),
      line: z.enum(FIGURE_LINES),
      figure: z.enum(FIGURES),
      side: z.enum(SIDES),
    }),
    strictObject({ kind: z.literal('receipt'), paymentId: uuid }),
  ]),
  reason,
});
export const closingRequest = strictObject({});
export const reopeningProposalRequest = worded({ reason });
export const reopeningRequest = strictObject({});
