import { Controller, Get, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import { ListEvents } from '@bofu/event-log';
import { Answers, minPosition, strictObject, text, type HttpReply } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import type { Position } from '@bofu/event-store';
import { asTyped, initialsOf } from '@bofu/pinyin';
import { FOUND_KINDS, Search, type Sought } from './search.query';
import { SEARCH } from './search.projection';

/** More words than that nobody types. */
const MOST_WORDS = 5;
const SHOWN = 10;
/** A common character may stand in many names; whoever means one person types more of it. */
const MOST_PERSONS = 20;

const searchQuery = strictObject({
  ...booksScopeQuery,
  minPosition,
  q: text(100, '要找的：项目、摘要、收款户及其代码、凭证号、文号、金额、人名、事件号；拼音首字母也行', '支2021-0062'),
});

const date = z.string().meta({ format: 'date' });
const foundView = z.strictObject({
  items: z.array(
    z.strictObject({
      kind: z
        .enum([...FOUND_KINDS, 'event'])
        .describe('appropriation 预算指标，payment 付款，payee 收款户，event 事件'),
      id: z.string(),
      fiscalYear: z.int().nullable(),
      title: z.string(),
      note: z.string().describe('付款的收款户；指标的编码与文号；收款户的代码与类别；事件的内容'),
      on: date.nullable().describe('提交日、下达日、登记日、业务日期'),
      amount: z.string().nullable().describe('元'),
      vouchers: z.array(z.string()).describe('凭证号'),
      paidBy: z.string().nullable().describe('登记支付的人'),
      paymentId: z.string().nullable(),
      appropriationId: z.string().nullable(),
    }),
  ),
  more: z.array(z.enum(FOUND_KINDS)).describe('未列全的'),
});

/** 查找: whatever a person remembers of a payment, an appropriation or a payee. */
@ApiTags('查找')
@Controller('v1/search')
export class SearchController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: '查找付款、预算指标、收款户与事件；以空格分开的各词都须符合，后登记的在前' })
  @Answers('找到的', foundView)
  async search(
    @Query({ schema: searchQuery }) query: z.output<typeof searchQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<z.input<typeof foundView>> {
    const { books, position } = await this.selected.seen(SEARCH, query, reply);
    const { agencyScope } = books;
    const typed = query.q.trim().split(/\s+/).slice(0, MOST_WORDS);
    const sought = typed.map((word): Sought => ({ text: word, personIds: this.personsNamed(word, agencyScope) }));
    const { items, more } = await this.queries.execute(new Search(agencyScope, sought, SHOWN));
    return {
      items: [
        ...(await this.eventNumbered(query.q, agencyScope, position as Position)),
        ...items.map(({ agencyId: _, amountFen, paidBy, vouchers, ...found }) => ({
          ...found,
          amount: amountFen === null ? null : formatYuan(amountFen),
          vouchers: [...vouchers],
          paidBy: paidBy === null ? null : this.directory.nameOf(paidBy),
          paymentId: found.kind === 'payment' ? found.id : null,
          appropriationId: found.kind === 'appropriation' ? found.id : null,
        })),
      ],
      more: [...more],
    };
  }

  private personsNamed(word: string, agencyScope: readonly string[]): string[] {
    const typed = asTyped(word);
    if (typed === '') return [];
    return agencyScope
      .flatMap((agencyId) => this.directory.people(agencyId))
      .filter(({ name, number }) => asTyped(name).includes(typed) || initialsOf(name) === typed || number === word)
      .slice(0, MOST_PERSONS)
      .map(({ personId }) => personId);
  }

  /** `#61` or `61`: the event of that number, where it is of these books. */
  private async eventNumbered(q: string, agencyScope: readonly string[], upTo: Position) {
    const [, digits] = /^#?(\d{1,15})$/.exec(q.trim()) ?? [];
    if (digits === undefined || digits === '0') return [];
    const number = BigInt(digits);
    const filter = { appropriationId: null, paymentId: null, type: null, moneyOnly: false, upTo };
    const page = { order: 'asc', after: number - 1n, limit: 1 } as const;
    const [event] = await this.queries.execute(new ListEvents(agencyScope, filter, page));
    if (event?.number !== number) return [];
    return [
      {
        kind: 'event' as const,
        id: event.eventId,
        fiscalYear: null,
        title: `#${event.number} ${event.label}`,
        note: event.details,
        on: event.businessDate,
        amount: event.amountFen === null ? null : formatYuan(event.amountFen),
        vouchers: [],
        paidBy: null,
        paymentId: event.paymentId,
        appropriationId: event.appropriationIds[0] ?? null,
      },
    ];
  }
}
