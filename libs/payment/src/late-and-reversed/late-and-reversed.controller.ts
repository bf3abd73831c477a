import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, SelectedBooks } from '@bofu/access';
import { Answers, fiscalYear, type HttpReply, minPosition, strictObject } from '@bofu/http';
import { paymentsProjection } from '../payments/payments.projection';
import { CountLateAndReversed } from './late-and-reversed.query';

const query = strictObject({ ...booksScopeQuery, minPosition, fiscalYear });
const countsView = z.strictObject({
  late: z.int().describe('补登（各有事由）'),
  backfilled: z.int().describe('期初补录内登记的'),
  reversed: z.int().describe('冲销'),
  reclassified: z.int().describe('更正'),
  returnedByBank: z.int().describe('退票'),
  returnedByPayee: z.int().describe('主动退回'),
});

/** 补登与冲销, counted. */
@ApiTags('工作台')
@Controller('v1/late-and-reversed')
export class LateAndReversedController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '某年业务日期内补登、冲销、更正与退回各有几次' })
  @Answers('次数', countsView)
  async countLateAndReversed(
    @Query({ schema: query }) wanted: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { agencyScope } = (await this.selected.seen(paymentsProjection.name, wanted, reply)).books;
    return { ...(await this.queries.execute(new CountLateAndReversed(agencyScope, wanted.fiscalYear))) };
  }
}
