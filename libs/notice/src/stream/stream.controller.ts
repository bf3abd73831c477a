import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Directory } from '@bofu/access';
import {
  AnswersStream,
  Clock,
  cookieName,
  openEventStream,
  refuseAtDoor,
  today,
  VisitorOf,
  type HttpReply,
  type Visitor,
} from '@bofu/http';
import { admissionOf, DOOR, isClosed, MATRIX, SESSION_COOKIE, SignIn, type Door, type Matrix } from '@bofu/sign-in';
import type { Topic } from '../domain/change';
import { Listeners, type Listener } from './listeners';

/** Who may read this may hear that it changed. */
const READ_AT: Readonly<Record<Topic, string>> = {
  budget: 'GET /v1/appropriations',
  papers: 'GET /v1/papers',
  payments: 'GET /v1/payments',
  attachments: 'GET /v1/attachments',
  months: 'GET /v1/months',
  alerts: 'GET /v1/alerts',
  jobs: 'GET /v1/jobs',
  calendars: 'GET /v1/calendars',
  office: 'GET /v1/people',
  grants: 'GET /v1/grants',
};

/** 实时通知: what changed, so that whoever has it on the screen reads it anew. */
@ApiTags('通知')
@Controller('v1')
export class StreamController {
  constructor(
    private readonly listeners: Listeners,
    private readonly signIn: SignIn,
    private readonly directory: Directory,
    private readonly clock: Clock,
    @Inject(MATRIX) private readonly matrix: Matrix,
    @Inject(DOOR) private readonly door: Door,
  ) {}

  @Get('stream')
  @ApiOperation({
    summary: '实时通知：哪一类内容有变动（不含内容本身）；断线后凭 Last-Event-ID 补发，会话或权限结束即断开',
  })
  @AnswersStream('event: changed，id 为登记位置，data 为 {"changed": [类别…]}；另有 listening、beat、ended')
  async stream(
    @VisitorOf() visitor: Visitor,
    @Headers('last-event-id') after: string | undefined,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const listener = await this.listenerOf(visitor);
    this.listeners.requireRoom(listener.whose);
    await this.listeners.add(listener, openEventStream(reply), after ?? null);
  }

  private async listenerOf({ admitted, address, cookie, secure, token }: Visitor): Promise<Listener> {
    if (admitted === null) {
      if (isClosed(this.door, this.directory)) return refuseAtDoor('sign-in-required', {});
      return {
        whose: address,
        sessionId: null,
        token: null,
        reach: () => 'all',
        standing: () => (isClosed(this.door, this.directory) ? 'closed' : 'open'),
      };
    }
    const { personId } = admitted;
    const secret = cookie(cookieName(SESSION_COOKIE, secure));
    const session = admitted.by === 'session' && secret !== null ? await this.signIn.sessionOf(secret) : null;
    return {
      whose: personId,
      sessionId: session?.sessionId ?? null,
      token: session === null ? token : null,
      reach: (topic) => this.reachOf(personId, topic),
      standing: () =>
        this.directory
          .rightsOf(personId, today(this.clock))
          .map(({ grantId, post }) => `${grantId} ${post}`)
          .join(),
    };
  }

  /** By her rights as they stand when it changed, not when she began to listen. */
  private reachOf(personId: string, topic: Topic): 'all' | readonly string[] {
    const opens = this.matrix.get(READ_AT[topic]) ?? {};
    const day = today(this.clock);
    if (
      typeof opens === 'string' ||
      this.directory.rightsOf(personId, day).every(({ post }) => opens[post] === undefined)
    )
      return [];
    const { rights } = admissionOf(this.directory, opens, { personId, by: 'session' }, day);
    return rights.some(({ post }) => opens[post] === 'installation') ? 'all' : rights.flatMap(({ reach }) => reach);
  }
}
