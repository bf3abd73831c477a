import { z } from 'zod';
import { daysBetween, formatYuan, type BusinessDate } from '@bofu/kernel';
import type { FundsArrivals } from './ledger/funds-arrivals.query';

const yuan = z.string().meta({ example: '17560000.00' });
const date = z.string().meta({ format: 'date' });

export const fundsArrivalsView = z.strictObject({
  expected: yuan.meta({ description: '应到：当日全年预算' }),
  arrived: yuan.meta({ description: '已到' }),
  missing: yuan.meta({ description: '未到' }),
  missingSince: date.nullable().meta({ description: '自何日起未到齐，先到的抵最早下达的；null 为已到齐' }),
  daysMissing: z.int().nullable().meta({ description: '未到齐的天数' }),
  keptSince: date.nullable().meta({ description: '本部门自何日起登记到位并据以预警；null 为不登记' }),
  arrivals: z.array(
    z.strictObject({
      arrivalId: z.string(),
      arrivedOn: date,
      amount: yuan.meta({ description: '更正为未到账的为 0.00' }),
      account: z.string(),
      reference: z.string().nullable(),
      documentNumber: z.string().nullable(),
      correctedFor: z.string().nullable().meta({ description: '最近一次更正的事由；null 为未更正过' }),
    }),
  ),
});

export function viewFundsArrivals(
  { expectedFen, arrivedFen, missingFen, missingSince, arrivals }: FundsArrivals,
  keptSince: BusinessDate | null,
  on: BusinessDate,
): z.output<typeof fundsArrivalsView> {
  return {
    expected: formatYuan(expectedFen),
    arrived: formatYuan(arrivedFen),
    missing: formatYuan(missingFen),
    missingSince,
    daysMissing: missingSince && daysBetween(missingSince, on),
    keptSince,
    arrivals: arrivals.map(({ amountFen, documentNumber, ...arrival }) => ({
      ...arrival,
      amount: formatYuan(amountFen),
      documentNumber: documentNumber?.printed ?? null,
    })),
  };
}
