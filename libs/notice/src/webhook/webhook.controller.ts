import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Answers, Clock, freeText, OutsideBooks, strictObject, text, uuid, VisitorOf, type Visitor } from '@bofu/http';
import type { Sql } from '@bofu/read-model';
import { DurableDatabase, logSecurityAct } from '@bofu/sign-in';
import { refuse } from '../notice-refusals';
import { listMessages, sendAgain } from '../outbox/outbox';
import { requireDestination, type WebhookSettings } from './destination';
import { endEndpoint, listEndpoints, registerEndpoint, rotateSecret } from './endpoints';

/** `WebhookSettings`, or `null` where none are configured. */
export const WEBHOOK_SETTINGS = Symbol('webhook settings');

const LISTED = 200;
const time = z.string().meta({ format: 'date-time' });
const registration = strictObject({
  name: freeText(64, '名称', '县财政接口'),
  url: text(500, '推送地址', 'https://hooks.example.gov.cn/bofu'),
});
const emptyRequest = strictObject({});
const endpointPath = z.strictObject({ endpointId: uuid });
const messagePath = z.strictObject({ messageId: uuid });
const endpointView = z.strictObject({
  endpointId: z.string(),
  name: z.string(),
  url: z.string(),
  registeredBy: z.string(),
  registeredAt: time,
  endedAt: time.nullable(),
});
const webhooksView = z.strictObject({
  allowed: z
    .strictObject({ hosts: z.array(z.string()), privateAddresses: z.boolean().describe('内部地址与 http 也允许') })
    .nullable()
    .describe('允许推送的主机；没有设置的为 null'),
  items: z.array(endpointView),
});
const messageView = z.strictObject({
  messageId: z.string(),
  channel: z.enum(['mail', 'webhook']),
  recipient: z.string().describe('人员编号，或推送编号'),
  about: z.string(),
  word: z.string().nullable().describe('推送：事件的中文名；邮件为 null'),
  madeAt: time,
  dueAt: time,
  tries: z.int(),
  lastError: z.string().nullable(),
  settledAt: time.nullable(),
  outcome: z.enum(['sent', 'given-up', 'nothing-to-say']).nullable(),
});

/** 推送 (Standard Webhooks) and the outbox, for whoever keeps the system running. */
@ApiTags('通知')
@Controller('v1')
export class WebhookController {
  constructor(
    private readonly database: DurableDatabase,
    private readonly clock: Clock,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings | null,
  ) {}

  @Get('webhooks')
  @ApiOperation({ summary: '向其他程序的推送' })
  @Answers('全部推送', webhooksView)
  async listWebhooks() {
    const endpoints = await listEndpoints(this.database);
    return {
      allowed: this.settings && { hosts: [...this.settings.hosts], privateAddresses: this.settings.privateAddresses },
      items: endpoints.map(({ registeredAt, endedAt, ...endpoint }) => ({
        ...endpoint,
        registeredAt: registeredAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
    };
  }

  @Post('webhooks')
  @OutsideBooks()
  @ApiOperation({ summary: '登记推送：主机须在允许之列' })
  @Answers('密文只显示这一次', z.strictObject({ endpointId: z.string(), secret: z.string() }), 201)
  async registerWebhook(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: registration }) body: z.output<typeof registration>,
  ) {
    if (this.settings === null) return refuse('webhooks-not-configured', {});
    const { href: url } = requireDestination(body.url, this.settings);
    const at = this.clock.now();
    return this.database.transaction(async (transaction) => {
      const made = await registerEndpoint(transaction, { name: body.name, url }, byOf(visitor), at);
      await this.note(transaction, visitor, `registered ${made.endpointId}`);
      return made;
    });
  }

  @Post('webhooks/:endpointId/secrets')
  @OutsideBooks()
  @ApiOperation({ summary: '更换密文：旧的三天内同时有效' })
  @Answers('密文只显示这一次', z.strictObject({ secret: z.string() }), 201)
  rotateWebhookSecret(
    @VisitorOf() visitor: Visitor,
    @Param({ schema: endpointPath }) { endpointId }: z.output<typeof endpointPath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    return this.database.transaction(async (transaction) => {
      const secret = await rotateSecret(transaction, endpointId, this.clock.now());
      await this.note(transaction, visitor, `secret of ${endpointId}`);
      return { secret };
    });
  }

  @Post('webhooks/:endpointId/ending')
  @OutsideBooks()
  @ApiOperation({ summary: '停止推送' })
  @Answers('已停止', emptyRequest)
  async endWebhook(
    @VisitorOf() visitor: Visitor,
    @Param({ schema: endpointPath }) { endpointId }: z.output<typeof endpointPath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    await this.database.transaction(async (transaction) => {
      await endEndpoint(transaction, endpointId, this.clock.now());
      await this.note(transaction, visitor, `ended ${endpointId}`);
    });
    return {};
  }

  @Get('notices')
  @ApiOperation({ summary: '待发与已发的通知，未能送达的在前' })
  @Answers(`至多 ${LISTED} 条`, z.strictObject({ items: z.array(messageView) }))
  async listNotices() {
    const messages = await listMessages(this.database, LISTED);
    return {
      items: messages.map(({ madeAt, dueAt, settledAt, ...message }) => ({
        ...message,
        madeAt: madeAt.toISOString(),
        dueAt: dueAt.toISOString(),
        settledAt: settledAt?.toISOString() ?? null,
      })),
    };
  }

  @Post('notices/:messageId/resending')
  @OutsideBooks()
  @ApiOperation({ summary: '立即再发一条待发或未能送达的通知' })
  @Answers('将再发', emptyRequest)
  async resendNotice(
    @VisitorOf() visitor: Visitor,
    @Param({ schema: messagePath }) { messageId }: z.output<typeof messagePath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    await this.database.transaction(async (transaction) => {
      await sendAgain(transaction, messageId, this.clock.now());
      await this.note(transaction, visitor, `sent again ${messageId}`);
    });
    return {};
  }

  private note(transaction: Sql, visitor: Visitor, detail: string): Promise<void> {
    const line = { at: this.clock.now(), personId: null, byPersonId: byOf(visitor), source: visitor.address, detail };
    return logSecurityAct(transaction, { ...line, kind: 'webhook' });
  }
}

const byOf = ({ admitted }: Visitor): string => admitted?.personId ?? '';
