import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Answers,
  businessDate,
  knownAt,
  minPosition,
  period,
  sayProjectionPosition,
  strictObject,
  text,
  type HttpReply,
} from '@bofu/http';
import { CALENDAR_2021, dateOf, workingCalendar } from '@bofu/kernel';
import { AskAuditQuestion } from './audit-question.query';
import { QUESTIONS } from './catalogue';
import { answerShape } from './question';

const path = strictObject({ n: z.enum(QUESTIONS.map(({ number }) => String(number))) });
const query = strictObject({
  fiscalYear: z.coerce.number().int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  asOf: businessDate.optional(),
  knownAt,
  appropriationId: text(100, '只问一个项目', '2021-13062121RXGO3YWDTCKQR').optional(),
  period: period.optional(),
  // The log itself is read, which always reaches as far as anybody has seen.
  minPosition,
});

const [first, ...others] = QUESTIONS.map(answerShape);
const answer = z.discriminatedUnion('number', [first!, ...others]);
const list = z.strictObject({ questions: z.array(z.strictObject({ number: z.int(), question: z.string() })) });

/** 审计问题: what an auditor asks, answered from the events, with the events that prove it. */
@ApiTags('审计')
@Controller('v1/audit/questions')
export class QuestionsController {
  readonly #calendar = workingCalendar([CALENDAR_2021]);

  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: '可问的审计问题' })
  @Answers('编号与问题', list)
  listQuestions(): z.output<typeof list> {
    return { questions: QUESTIONS.map(({ number, title }) => ({ number, question: title })) };
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
      fiscalYear,
      asOf: asOf ?? dateOf(fiscalYear, 12, 31),
      appropriationId: only.appropriationId ?? null,
      period: only.period ?? null,
      calendar: this.#calendar,
    };
    const answered = await this.queries.execute(new AskAuditQuestion(Number(n), scope, known ?? null));
    sayProjectionPosition(reply, answered.position);
    return answered.answer;
  }
}
