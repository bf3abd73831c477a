import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiCreatedResponse, ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { formatYuan, refusalsOf, type Fen, type RefusalCatalogue } from '@bofu/kernel';
import { EventStore, openEventStore, streamId, type CommandContext } from '@bofu/event-store';
import { placing } from '../../event-store/testing/placing';
import {
  type ActingPersons,
  ActorOptional,
  answerCommand,
  businessDate,
  CommandContextOf,
  commandAnswer,
  COUNTED,
  createHttpAdapter,
  documentNumber,
  HttpModule,
  minPosition,
  page,
  pageOf,
  pageQuery,
  percent,
  period,
  RevisionRequired,
  sayProjectionPosition,
  sayRevision,
  signedYuan,
  strictObject,
  text,
  uuid,
  yuan,
  type HttpAdapterOptions,
  type HttpModuleOptions,
} from '../src/index';
import { MemoryIdempotencyKeys } from './memory-idempotency-keys';

interface ExampleRefusals {
  'insufficient-example': { availableFen: Fen; requiredFen: Fen };
}

export const exampleRefusals: RefusalCatalogue<ExampleRefusals> = {
  'insufficient-example': {
    status: 422,
    title: ({ availableFen, requiredFen }) =>
      `余额不足：可用 ${formatYuan(availableFen)} 元，本次需要 ${formatYuan(requiredFen)} 元`,
  },
};
export const refuseExample = refusalsOf<ExampleRefusals>();

const issueBody = strictObject({
  name: text(60),
  amount: yuan,
  kind: z.enum(['general', 'fund']),
  issuedOn: businessDate,
  adjustment: signedYuan.optional(),
  month: period.optional(),
  document: documentNumber.optional(),
  unit: uuid.optional(),
  share: percent.optional(),
  headcount: z.number().int().min(1).optional(),
  plan: z
    .array(strictObject({ on: businessDate, share: percent }))
    .max(12)
    .optional(),
  rate: z
    .discriminatedUnion('per', [
      strictObject({ per: z.literal('month'), amount: yuan }),
      strictObject({ per: z.literal('year'), amount: yuan }),
    ])
    .optional(),
});
type IssueBody = z.output<typeof issueBody>;

const listQuery = strictObject({ ...pageQuery('examples', COUNTED), unit: text(20).optional(), minPosition });

/** What the example's handlers do is the test's to say. */
export abstract class Work {
  abstract carryOut(context: CommandContext, body: object): Promise<bigint>;
}

@Controller('v1/examples')
class ExampleController {
  constructor(
    @Inject(Work) private readonly work: Work,
    @Inject(EventStore) private readonly store: EventStore,
  ) {}

  @Post()
  @ApiCreatedResponse({ standardSchema: commandAnswer })
  async issueExample(
    @Body({ schema: issueBody }) body: IssueBody,
    @CommandContextOf() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = await this.work.carryOut(context, body);
    const { position } = await this.recorded(context);
    void reply.header('location', `/v1/examples/${context.commandId}`);
    return answerCommand(reply, { version, position, repeated: false });
  }

  @Post('first')
  @ActorOptional('person')
  @ApiCreatedResponse({ standardSchema: commandAnswer })
  async registerFirstExample(
    @CommandContextOf() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerCommand(reply, { version: await this.work.carryOut(context, {}), position: null, repeated: false });
  }

  @Post(':id/freezes')
  @HttpCode(200)
  @RevisionRequired()
  @ApiOkResponse({ standardSchema: commandAnswer })
  async freezeExample(
    @Param('id', { schema: uuid }) _id: string,
    @Body({ schema: strictObject({ amount: yuan }) }) body: { amount: Fen },
    @CommandContextOf() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return answerCommand(reply, { version: await this.work.carryOut(context, body), position: null, repeated: false });
  }

  private recorded({ commandId }: CommandContext) {
    const event = { id: randomUUID(), type: 'ExampleIssued', data: {}, metadata: { commandId } };
    return placing(this.store).append({
      stream: streamId('example', randomUUID()),
      expected: 'no-stream',
      events: [event],
    });
  }

  @Get()
  @ApiOkResponse({ standardSchema: pageOf(strictObject({ number: z.number() })) })
  listExamples(
    @Query({ schema: listQuery }) { limit, cursor, minPosition: wanted }: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    sayProjectionPosition(reply, wanted ?? null);
    const after = Number(cursor?.after[0] ?? 0);
    const rows = Array.from({ length: 7 }, (_, index) => ({ number: index + 1 })).filter((row) => row.number > after);
    return page(
      rows.slice(0, limit + 1),
      limit,
      (last) => ({ list: 'examples', position: '7', after: [String(last.number)] }),
      (row) => row,
    );
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: strictObject({ id: z.string() }) })
  readExample(@Param('id', { schema: uuid }) id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    sayRevision(reply, 37n);
    return { id };
  }
}

/** A fake: everybody is registered under the name given, with the only agency there is. */
const actingPersons: ActingPersons = {
  resolve: async ({ agency, actor }) => ({ agencyId: agency ?? 'agency-1', personId: actor ?? 'founder' }),
};

export interface ExampleApp {
  readonly app: NestFastifyApplication;
  readonly port: number;
  /** Every warning and error logged. */
  readonly log: string[];
  readonly keys: MemoryIdempotencyKeys;
}

export interface ExampleOptions {
  readonly carryOut?: Work['carryOut'];
  readonly http?: HttpAdapterOptions;
  /** Instead of ours, to see what ours is there for. */
  readonly adapter?: FastifyAdapter;
  readonly module?: Partial<HttpModuleOptions>;
  /** Default: what the adapter listens on by itself. */
  readonly host?: string;
}

/** A small application on a free loopback port, made as a real one would be. */
export async function startExample(options: ExampleOptions = {}): Promise<ExampleApp> {
  const { carryOut = async () => 0n, http, adapter = createHttpAdapter(http), module, host } = options;
  const log: string[] = [];
  const write = (...message: unknown[]): void => void log.push(message.join(' '));
  const logger: LoggerService = { log: () => undefined, error: write, warn: write };
  const keys = new MemoryIdempotencyKeys();
  const store = await openEventStore({ kind: 'memory' });
  class Parts {}
  class ExampleModule {}
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: ExampleModule,
      imports: [
        {
          module: Parts,
          global: true,
          providers: [{ provide: EventStore, useValue: store }],
          exports: [EventStore],
        },
        HttpModule.forRoot({
          catalogues: [exampleRefusals],
          clock: { now: () => '2021-10-29T16:05:09.120+08:00' },
          idempotencyKeys: keys,
          actingPersons,
          ...module,
        }),
      ],
      controllers: [ExampleController],
      providers: [{ provide: Work, useValue: { carryOut } satisfies Work }],
    },
    adapter,
    { logger, abortOnError: false },
  );
  await (host === undefined ? app.listen(0) : app.listen(0, host));
  const { port } = app.getHttpServer().address() as { port: number };
  return { app, port, log, keys };
}

export const soundBody = { name: '城乡居民基础养老金', amount: '188967.50', kind: 'general', issuedOn: '2021-01-15' };

export const commandHeaders = (): Record<string, string> => ({
  'bofu-actor': encodeURIComponent('王经办'),
  'idempotency-key': randomUUID(),
});
