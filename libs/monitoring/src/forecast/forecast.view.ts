import { z } from 'zod';
import { pageOf } from '@bofu/http';
import { formatYuan, sumFen, type BusinessDate } from '@bofu/kernel';
import type { BooksOfYear } from '../books-of-year';
import type { Forecast, ProgrammeAhead, ShortProgramme } from './forecast.query';
import type { Failure, ProgrammeForecast } from '../domain/forecast';

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
  programmeId: z.string(),
  programmeName: z.string(),
  appropriationId: z.string().meta({ description: '该项目本年度最先下达的指标' }),
  appropriationIds: z.array(z.string()).meta({ description: '该项目本年度的全部指标，合并预测' }),
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

const day = z.string().nullable();
/** 各期应发与实付: the same answer to "is this month paid" as the rules give. */
const monthView = z.strictObject({
  period,
  owed: money.nullable().meta({ description: '应发；无标准、无核定为 null' }),
  paid: money.meta({ description: '净付：支付减退回' }),
  open: money.nullable().meta({ description: '尚未提交的；应发不明为 null' }),
  submittedOn: day.meta({ description: '提交足额之日；未足额为 null' }),
  paidOn: day.meta({ description: '支付足额之日；未足额为 null' }),
  dueOn: day.meta({ description: '时限：最迟的工作日；文件没有载明的为 null' }),
  handOverBy: day.meta({ description: '送银行日：时限前三个工作日' }),
});

const supposed = z.boolean().meta({ description: '含假设（试算），不是在册数据' });

export const programmeForecastView = z.strictObject({
  ...askedShape,
  supposed,
  programme: programmeView,
  months: z.array(monthView).meta({ description: '本年度应发的各期' }),
});

export const forecastView = z.strictObject({
  ...askedShape,
  supposed,
  programmes: z.array(programmeView),
  schemes: z.array(
    z.strictObject({
      schemeId: z.string(),
      name: z.string(),
      headcount: z.int(),
      totalRate: money.nullable().meta({ description: '一人合计的标准；分人群的方案为 null' }),
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
  appropriationIds,
  ...rest
}: ProgrammeForecast): z.output<typeof programmeView> => ({
  ...rest,
  assumptions: [...assumptions],
  appropriationIds: [...appropriationIds],
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

type Asked = Pick<BooksOfYear, 'fiscalYear' | 'asOf' | 'knownAt'> & { readonly supposed: boolean };

const viewAsked = ({ fiscalYear, asOf, knownAt, supposed: isSupposed }: Asked) => ({
  ...{ fiscalYear, asOf, knownAt },
  supposed: isSupposed,
});

/** A month of groups is paid once the last of them is. */
const lastOf = (days: readonly (BusinessDate | null)[]): BusinessDate | null =>
  days.reduce((last, one) => (last === null || one === null ? null : one > last ? one : last), days[0] ?? null);

const viewMonth = ({
  period: month,
  owed,
  runs,
  openFen,
  dueOn,
  handOverBy,
}: ProgrammeAhead['months'][number]): z.output<typeof monthView> => ({
  period: month,
  owed: owed === null || owed.amountFen === null ? null : formatYuan(owed.amountFen),
  paid: formatYuan(sumFen(runs.map(({ paidFen }) => paidFen))),
  open: openFen === null ? null : formatYuan(openFen),
  submittedOn: lastOf(runs.map(({ submittedOn }) => submittedOn)),
  paidOn: lastOf(runs.map(({ paidOn }) => paidOn)),
  dueOn,
  handOverBy,
});

export const viewProgrammeForecast = (
  asked: Asked,
  { forecast, months }: ProgrammeAhead,
): z.output<typeof programmeForecastView> => ({
  ...viewAsked(asked),
  programme: viewProgramme(forecast),
  months: months.map(viewMonth),
});

const shortView = z.strictObject({
  programmeId: z.string(),
  programmeName: z.string(),
  appropriationId: z.string().meta({ description: '该项目本年度最先下达的指标' }),
  period: period.describe('首个不足的月份'),
  short: money.describe('该月缺口'),
  yearShort: money.describe('至年末共缺'),
});
export const shortProgrammesView = pageOf(shortView).extend({ count: z.int().describe('将不足的项目数，不止本页') });

export const viewShort = ({
  firstFailure,
  yearShortFen,
  ...programme
}: ShortProgramme): z.output<typeof shortView> => ({
  programmeId: programme.programmeId,
  programmeName: programme.programmeName,
  appropriationId: programme.appropriationId,
  period: firstFailure.period,
  short: formatYuan(firstFailure.shortFen),
  yearShort: formatYuan(yearShortFen),
});

export const viewForecast = (asked: Asked, { programmes, schemes }: Forecast): ForecastView => ({
  ...viewAsked(asked),
  programmes: programmes.map(viewProgramme),
  schemes: schemes.map(({ totalRateFen, firstFailure, ...rest }) => ({
    ...rest,
    totalRate: totalRateFen && formatYuan(totalRateFen),
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
