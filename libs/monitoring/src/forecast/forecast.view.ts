import { z } from 'zod';
import type { Position } from '@bofu/event-store';
import { formatYuan, type BusinessDate } from '@bofu/kernel';
import type { Forecast } from './forecast.query';
import type { Failure, ProgrammeForecast } from './forecast';

/** The forecast as it leaves over HTTP and the command line: 元 as text with two places. */
const money = z.string().meta({ description: '元，两位小数', example: '55910.00' });
const period = z.string().meta({ description: '所属期', example: '2021-10' });
const failureShape = {
  required: money,
  available: money,
  short: money,
  payableHeadcount: z.int().nullable().meta({ description: '余额最多可发人数；不按人计为 null' }),
};

const askedShape = {
  fiscalYear: z.int(),
  asOf: z.string().meta({ format: 'date', example: '2021-01-31' }),
  knownAt: z.string().nullable(),
};

const programmeView = z.strictObject({
  appropriationId: z.string(),
  programmeName: z.string(),
  basis: z
    .enum(['monthly-standard', 'once-by-standard', 'recent-months', 'twelfth-of-budget', 'none'])
    .meta({ description: '推算依据：按月标准、一次性标准、最近月份平均、预算十二分之一、不推算' }),
  assumptions: z.array(z.string()),
  available: money,
  firstFailure: z
    .strictObject({ period, ...failureShape })
    .nullable()
    .meta({ description: '首个不足的月份' }),
  yearShort: money.meta({ description: '至年末共缺' }),
  months: z.array(z.strictObject({ period, required: money, added: money, balance: money })),
});

export const programmeForecastView = z.strictObject({ ...askedShape, programme: programmeView });

export const forecastView = z.strictObject({
  ...askedShape,
  supposed: z.boolean().meta({ description: '含假设（试算），不是在册数据' }),
  programmes: z.array(programmeView),
  schemes: z.array(
    z.strictObject({
      schemeId: z.string(),
      name: z.string(),
      headcount: z.int(),
      totalRate: money,
      firstFailure: z
        .strictObject({
          period,
          required: money,
          shortfalls: z.array(
            z.strictObject({ appropriationId: z.string(), programmeName: z.string(), ...failureShape }),
          ),
        })
        .nullable()
        .meta({ description: '整批首个办不成的月份' }),
    }),
  ),
});
export type ForecastView = z.output<typeof forecastView>;

const viewFailure = ({ requiredFen, availableFen, shortFen, payableHeadcount }: Omit<Failure, 'period'>) => ({
  required: formatYuan(requiredFen),
  available: formatYuan(availableFen),
  short: formatYuan(shortFen),
  payableHeadcount,
});

const viewProgramme = ({
  availableFen,
  firstFailure,
  yearShortFen,
  months,
  assumptions,
  ...rest
}: ProgrammeForecast): z.output<typeof programmeView> => ({
  ...rest,
  assumptions: [...assumptions],
  available: formatYuan(availableFen),
  firstFailure: firstFailure && { period: firstFailure.period, ...viewFailure(firstFailure) },
  yearShort: formatYuan(yearShortFen),
  months: months.map(({ period: month, requiredFen, addedFen, balanceFen }) => ({
    period: month,
    required: formatYuan(requiredFen),
    added: formatYuan(addedFen),
    balance: formatYuan(balanceFen),
  })),
});

interface Asked {
  readonly fiscalYear: number;
  readonly asOf: BusinessDate;
  readonly knownAt: Position | null;
}

export const viewProgrammeForecast = (
  asked: Asked,
  programme: ProgrammeForecast,
): z.output<typeof programmeForecastView> => ({ ...asked, programme: viewProgramme(programme) });

export const viewForecast = (
  asked: Asked & { readonly supposed: boolean },
  { programmes, schemes }: Forecast,
): ForecastView => ({
  ...asked,
  programmes: programmes.map(viewProgramme),
  schemes: schemes.map(({ totalRateFen, firstFailure, ...rest }) => ({
    ...rest,
    totalRate: formatYuan(totalRateFen),
    firstFailure: firstFailure && {
      period: firstFailure.period,
      required: formatYuan(firstFailure.requiredFen),
      shortfalls: firstFailure.shortfalls.map(({ appropriationId, programmeName, ...failure }) => ({
        appropriationId,
        programmeName,
        ...viewFailure(failure),
      })),
    },
  })),
});
