import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, delegatorsIn, Directory, SelectedBooks } from '@bofu/access';
import { GetAppropriation } from '@bofu/budget';
import { Answers, Clock, type HttpReply, minPosition, reader, strictObject, today, uuid } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import { refuse } from '../domain/refusals';
import { paymentsProjection } from '../payments/payments.projection';
import {
  CountSigningQueue,
  GetPaymentToSign,
  ListSigned,
  ListSigningQueue,
  QUEUE_ORDERS,
  QUEUED,
  type Signer,
} from './signing-queue.query';
import { signedView, toSignView, viewSigned, viewToSign, viewWaitingCount, waitingCountView } from './signing.view';

const LONGEST = 100;
const DONE = 10;

const scope = { ...booksScopeQuery, minPosition };
const queueQuery = strictObject({
  ...scope,
  waitsFor: z.enum(QUEUED).optional().meta({ description: '只列待这一步的；缺省为全部' }),
  order: z.enum(QUEUE_ORDERS).optional().meta({ description: '先提交的在前（缺省），或金额大的在前' }),
});
const oneQuery = strictObject(scope);
const paymentPath = z.strictObject({ paymentId: uuid });

const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const countsView = z.strictObject({ counts: z.array(waitingCountView) });
const queueView = z.strictObject({
  items: z.array(toSignView).describe(`至多 ${LONGEST} 笔；counts 是全部`),
  counts: z.array(waitingCountView),
  done: z.array(signedView).describe(`来问者最近办理的 ${DONE} 笔`),
});
const oneView = toSignView.extend({
  bearers: z
    .array(z.strictObject({ charge: z.int(), appropriationId: z.string(), available: money.nullable() }))
    .describe('各项分担的预算指标现在可用的金额，本单已占用的除外'),
});

/** 复核审批: what waits for a signature, seen as whoever is to give it must see it. */
@ApiTags('复核审批')
@Controller('v1/signing-queue')
export class SigningController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '待复核、审批、移交的付款，与上期之差，及来问者最近办理的' })
  @Answers('队列', queueView)
  async getSigningQueue(
    @Query({ schema: queueQuery }) query: z.output<typeof queueQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { agencyScope } = (await this.selected.seen(paymentsProjection.name, query, reply)).books;
    const signer = this.signerOn(agencyScope);
    const { waitsFor = null, order = 'oldest-first' } = query;
    const [items, counts, done] = await Promise.all([
      this.queries.execute(new ListSigningQueue(agencyScope, signer, { waitsFor, order, limit: LONGEST })),
      this.queries.execute(new CountSigningQueue(agencyScope, signer)),
      signer === null ? [] : this.queries.execute(new ListSigned(agencyScope, signer.personId, DONE)),
    ]);
    return {
      items: items.map((found) => viewToSign(found, this.nameOf)),
      counts: counts.map(viewWaitingCount),
      done: done.map(viewSigned),
    };
  }

  @Get('counts')
  @ApiOperation({ summary: '各有几笔待复核、审批、移交，其中来问者可以办理几笔' })
  @Answers('笔数与金额', countsView)
  async countSigningQueue(
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { agencyScope } = (await this.selected.seen(paymentsProjection.name, query, reply)).books;
    const counts = await this.queries.execute(new CountSigningQueue(agencyScope, this.signerOn(agencyScope)));
    return { counts: counts.map(viewWaitingCount) };
  }

  @Get(':paymentId')
  @ApiOperation({ summary: '一笔待签的付款：与上期之差、警示、各指标可用' })
  @Answers('凭单', oneView)
  async getPaymentToSign(
    @Param({ schema: paymentPath }) { paymentId }: z.output<typeof paymentPath>,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books } = await this.selected.seen(paymentsProjection.name, query, reply);
    const { agencyScope } = books;
    const found = await this.queries.execute(new GetPaymentToSign(agencyScope, this.signerOn(agencyScope), paymentId));
    if (!found) return refuse('payment-not-found', { paymentId });
    const day = today(this.clock);
    const bearers = await Promise.all(
      found.payment.charges.map(async ({ charge, appropriationId }) => {
        const standing = await this.queries.execute(new GetAppropriation(appropriationId, books, day));
        return { charge, appropriationId, available: standing && formatYuan(standing.availableFen) };
      }),
    );
    return { ...viewToSign(found, this.nameOf), bearers };
  }

  /** Whoever reads, by the rights she holds on these books. */
  private signerOn(agencyScope: readonly string[]): Signer {
    const admitted = reader();
    if (admitted === null) return null;
    const { personId, rights } = admitted;
    const here = rights.filter(({ agencyId }) => agencyScope.includes(agencyId));
    return { personId, rights: here, delegators: delegatorsIn(this.directory) };
  }

  private readonly nameOf = (personId: string): string | null => this.directory.nameOf(personId);
}
