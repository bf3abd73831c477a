import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EventStore } from '@bofu/event-store';
import { Answers } from '@bofu/http';
import { ProjectionRunner } from '@bofu/read-model';

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

/** For those who keep it running: is it alive, is it ready, how far do the read models reach. */
@ApiTags('运行')
@Controller()
export class OperationsController {
  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    private readonly projections: ProjectionRunner,
  ) {}

  @Get('livez')
  @ApiOperation({ summary: '进程在运行' })
  @Answers('在运行', z.strictObject({ status: z.literal('ok') }))
  livez() {
    return { status: 'ok' as const };
  }

  @Get('readyz')
  @ApiOperation({ summary: '可以办理业务：事件库可读，各投影未停止' })
  @Answers(
    '可以办理',
    z.strictObject({ status: z.enum(['ok', 'degraded']), store: z.string(), head: z.string().nullable() }),
  )
  async readyz(@Res({ passthrough: true }) reply: FastifyReply) {
    const head = await this.store.head();
    const stopped = (await this.projections.status()).some(({ state }) => state === 'stopped');
    if (stopped) void reply.status(503);
    return { status: stopped ? ('degraded' as const) : ('ok' as const), store: this.store.name, head };
  }

  @Get('v1/projections')
  @ApiOperation({ summary: '各投影的进度与滞后' })
  @Answers('各投影', z.strictObject({ items: z.array(projectionStatus) }))
  async listProjections() {
    return { items: await this.projections.status() };
  }
}
