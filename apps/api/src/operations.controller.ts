import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Directory } from '@bofu/access';
import { EventStore } from '@bofu/event-store';
import { Answers } from '@bofu/http';
import { Jobs, within } from '@bofu/jobs';
import { Database, ProjectionRunner } from '@bofu/read-model';
import { DOOR, DurableDatabase, isClosed, type Door } from '@bofu/sign-in';
import { PATIENCE_MS, readinessOf } from './readiness';

const projectionStatus = z.strictObject({
  name: z.string(),
  version: z.int(),
  state: z.enum(['running', 'stopped', 'rebuilding']),
  position: z.string().nullable(),
  head: z.string().nullable(),
  atHead: z.boolean(),
  positionsBehind: z.int().nullable(),
  secondsBehind: z.number(),
  updatedAt: z.string().meta({ format: 'date-time' }),
  error: z.looseObject({}).nullable(),
  leader: z.string().nullable(),
  rebuild: z.strictObject({ version: z.int(), position: z.string().nullable() }).nullable(),
});

const readiness = z.strictObject({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  store: z.string(),
  head: z.string().nullable(),
  failing: z.array(z.strictObject({ part: z.string(), code: z.string() })),
});

/** For those who keep it running: is it alive, is it ready, how far do the read models reach. */
@ApiTags('运行')
@Controller()
export class OperationsController {
  constructor(
    @Inject(EventStore) readonly store: EventStore,
    readonly database: Database,
    readonly projections: ProjectionRunner,
    readonly jobs: Jobs,
    readonly durable: DurableDatabase,
    private readonly directory: Directory,
    @Inject(DOOR) private readonly door: Door,
  ) {}

  get accountsAreNeeded(): boolean {
    return isClosed(this.door, this.directory);
  }

  @Get('livez')
  @ApiOperation({ summary: '进程在运行' })
  @Answers('在运行', z.strictObject({ status: z.literal('ok') }))
  livez() {
    return { status: 'ok' as const };
  }

  @Get('readyz')
  @ApiOperation({
    summary:
      '可以办理业务：事件库与数据库可写，指标与支付的投影未停止，须登录的账号库可写；其余部分停止、任务队列不可用则为 degraded',
  })
  @Answers('可以办理；failing 列出不能用的部分', readiness)
  async readyz(@Res({ passthrough: true }) reply: FastifyReply) {
    const [{ status, failing }, head] = await Promise.all([
      readinessOf(this),
      within(PATIENCE_MS, this.store.head()).catch(() => null),
    ]);
    if (status === 'unavailable') void reply.status(503).header('retry-after', '5');
    return { status, store: this.store.name, head, failing };
  }

  @Get('v1/projections')
  @ApiOperation({ summary: '各投影的进度与滞后' })
  @Answers('各投影', z.strictObject({ items: z.array(projectionStatus) }))
  async listProjections() {
    return { items: await this.projections.status() };
  }
}
