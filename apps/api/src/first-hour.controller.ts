import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { ledgerProjection, ListAppropriations, ListProgrammes } from '@bofu/budget';
import { ListCalendarYears } from '@bofu/calendar';
import { Answers, fiscalYear, minPosition, strictObject, type HttpReply } from '@bofu/http';
import { dateOf } from '@bofu/kernel';
import { ListPayments, ListPayoutSchemes } from '@bofu/payment';

const STEPS = ['people', 'units', 'calendar', 'appropriations', 'plans', 'standards', 'schemes', 'payout'] as const;

const firstHourQuery = strictObject({ ...booksScopeQuery, fiscalYear, minPosition });
const firstHourView = z.strictObject({
  fiscalYear: z.int(),
  finished: z.boolean().meta({ description: '已支付过一笔：建账引导不再需要，各步骤不再列出' }),
  steps: z.array(
    z.strictObject({
      step: z.enum(STEPS),
      done: z.boolean(),
      onRecord: z.int().meta({ description: '在账的数目' }),
      missing: z.int().meta({ description: '还缺的数目；不计数的为 0' }),
    }),
  ),
});

/** More than a bureau has in a year: counted as far as this, an office that begins is guided all the same. */
const MOST = 500;

/** 建账引导: what an office that begins has on record, and what it lacks for its first payment. */
@ApiTags('建账')
@Controller('v1/first-hour')
export class FirstHourController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '建账到首次支付的各步骤，按账上已有的内容判断' })
  @Answers('各步骤', firstHourView)
  async getFirstHour(
    @Query({ schema: firstHourQuery }) query: z.output<typeof firstHourQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof firstHourView>> {
    const { books, today } = await this.selected.seen(ledgerProjection.name, query, reply);
    const [agencyId = ''] = books.agencyScope;
    const latest = { order: 'latest-first', after: null, limit: 1 } as const;
    const of = (situations: readonly ('submitted' | 'partly-paid' | 'paid')[]) =>
      this.queries.execute(new ListPayments({ ...books, fiscalYear: null }, { situations }, latest));
    const year = query.fiscalYear;
    if ((await of(['partly-paid', 'paid'])).length > 0) return { fiscalYear: year, finished: true, steps: [] };

    const [years, appropriations, programmes, schemes, submitted] = await Promise.all([
      this.queries.execute(new ListCalendarYears(agencyId)),
      this.queries.execute(new ListAppropriations(books, null, MOST)),
      this.queries.execute(new ListProgrammes(books, null, MOST)),
      this.queries.execute(new ListPayoutSchemes(books, dateOf(year, 12, 31))),
      of(['submitted']),
    ]);
    const financed = new Set(appropriations.map(({ programmeId }) => programmeId));
    const ofYear = programmes.filter(({ programmeId }) => financed.has(programmeId));
    const withoutPlan = appropriations.filter(({ spendingPlan }) => spendingPlan === null).length;
    const withoutStandard = ofYear.filter(({ standards }) => standards.length === 0).length;
    const people = this.directory.people(agencyId).filter(({ kind }) => kind === 'person').length;
    const units = this.directory.units(agencyId, today).length;
    const step = (name: (typeof STEPS)[number], onRecord: number, missing = 0) => ({
      step: name,
      done: onRecord > 0 && missing === 0,
      onRecord,
      missing,
    });
    return {
      fiscalYear: year,
      finished: false,
      steps: [
        step('people', people),
        step('units', units),
        step('calendar', years.filter(({ recorded }) => recorded.year === year).length),
        step('appropriations', appropriations.length),
        step('plans', appropriations.length - withoutPlan, withoutPlan),
        step('standards', ofYear.length - withoutStandard, withoutStandard),
        step('schemes', schemes.length),
        { ...step('payout', submitted.length), done: false },
      ],
    };
  }
}
