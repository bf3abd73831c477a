import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, SelectedBooks } from '@bofu/access';
import {
  Answers,
  businessDate,
  fiscalYear,
  knownAt,
  minPosition,
  period,
  sayProjectionPosition,
  strictObject,
  uuid,
  type HttpReply,
} from '@bofu/http';
import { dateOf } from '@bofu/kernel';
import { GetAuditAnswer } from './audit-answer.query';
import { QUESTIONS } from './catalogue';
import { columnsOf } from './columns';
import { answerShape } from './question';

const path = strictObject({ n: z.enum(QUESTIONS.map(({ number }) => String(number))) });
const query = strictObject({
  agency: booksScopeQuery.agency,
  fiscalYear,
  asOf: businessDate.optional(),
  knownAt,
  appropriationId: uuid.optional(),
  period: period.optional(),
  // The log itself is read, which always reaches as far as anybody has seen.
  minPosition,
});

const [first, ...others] = QUESTIONS.map(answerShape);
const answer = z.discriminatedUnion('number', [first!, ...others]);
const list = z.strictObject({
  questions: z.array(
    z.strictObject({
      number: z.int(),
      question: z.string(),
      columns: z
        .array(z.strictObject({ name: z.string(), title: z.string().nullable() }))
        .describe('明细各栏的名称；标识没有栏名，是链接'),
    }),
  ),
});

/** 审计问题: what an auditor asks, answered from the events, with the events that prove it. */
@ApiTags('审计')
@Controller('v1/audit/questions')
export class QuestionsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '可问的审计问题' })
  @Answers('编号与问题', list)
  listQuestions(): z.output<typeof list> {
    return {
      questions: QUESTIONS.map((question) => ({
        ...{ number: question.number, question: question.title },
        columns: columnsOf(question).map((column) => ({ ...column })),
      })),
    };
  }

  @Get(':n')
  @ApiOperation({ summary: '由事件直接回答，附可证明的事件；asOf 为业务日期，缺省为年度最后一天' })
  @Answers('回答、明细与事件', answer)
  async answerQuestion(
    @Param({ schema: path }) { n }: z.output<typeof path>,
    @Query({ schema: query }) { fiscalYear, asOf, knownAt: known, ...only }: z.output<typeof query>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const scope = {
      agencyId: (await this.selected.scopeOf({ agency: only.agency }))[0] ?? '',
      fiscalYear,
      asOf: asOf ?? dateOf(fiscalYear, 12, 31),
      appropriationIds: only.appropriationId === undefined ? null : [only.appropriationId],
      period: only.period ?? null,
    };
    const answered = await this.queries.execute(new GetAuditAnswer(Number(n), scope, known ?? null));
    sayProjectionPosition(reply, answered.position);
    return answered.answer;
  }
}
