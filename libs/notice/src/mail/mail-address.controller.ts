import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { derivedId } from '@bofu/event-store';
import {
  Answers,
  Clock,
  OutsideBooks,
  refuseAtDoor,
  strictObject,
  text,
  uuid,
  VisitorOf,
  type Visitor,
} from '@bofu/http';
import type { Sql } from '@bofu/read-model';
import { DurableDatabase, logSecurityAct, SignIn } from '@bofu/sign-in';
import { refuse } from '../notice-refusals';
import { Notices } from '../notices';
import { addMessages } from '../outbox/outbox';
import { askForAddress, confirmAddress, forgetAddress, mailAddressOf } from './mail-addresses';

/** What a mail server takes without quoting (RFC 5321 4.1.2); the link that is sent there tells whether it is one. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;

const addressRequest = strictObject({ address: text(254, '邮箱', 'wang@example.gov.cn') });
const confirmationRequest = strictObject({ link: text(100, '确认链接中的密文', 'k3J…') });
const emptyRequest = strictObject({});
const accountPath = z.strictObject({ accountId: uuid });
const addressView = z.strictObject({
  byMail: z.boolean().describe('系统设置了邮件服务器'),
  address: z.string().nullable().describe('已确认的'),
  pending: z.string().nullable().describe('等待确认的'),
});

/** 邮箱: where somebody is told by mail, once she has confirmed it. */
@ApiTags('通知')
@Controller('v1')
export class MailAddressController {
  constructor(
    private readonly database: DurableDatabase,
    private readonly notices: Notices,
    private readonly signIn: SignIn,
    private readonly clock: Clock,
  ) {}

  @Get('session/mail-address')
  @ApiOperation({ summary: '自己接收通知的邮箱' })
  @Answers('邮箱', addressView)
  async ownMailAddress(@VisitorOf() visitor: Visitor) {
    return { byMail: this.notices.byMail, ...(await mailAddressOf(this.database, personOf(visitor))) };
  }

  @Post('session/mail-address')
  @OutsideBooks()
  @ApiOperation({ summary: '填写自己接收通知的邮箱：发出确认邮件，确认后启用' })
  @Answers('确认邮件即将发出', emptyRequest)
  async setOwnMailAddress(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: addressRequest }) { address }: z.output<typeof addressRequest>,
  ) {
    await this.ask(personOf(visitor), address, visitor);
    return {};
  }

  @Post('session/mail-address/removal')
  @OutsideBooks()
  @ApiOperation({ summary: '不再用邮件接收通知' })
  @Answers('已停用', emptyRequest)
  async removeOwnMailAddress(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    const personId = personOf(visitor);
    await this.database.transaction(async (transaction) => {
      await forgetAddress(transaction, personId);
      await this.note(transaction, personId, visitor, 'removed');
    });
    return {};
  }

  @Post('accounts/:accountId/mail-address')
  @OutsideBooks()
  @ApiOperation({ summary: '为某人填写邮箱：发出确认邮件，由本人确认后启用' })
  @Answers('确认邮件即将发出', emptyRequest)
  async setMailAddressForAccount(
    @VisitorOf() visitor: Visitor,
    @Param({ schema: accountPath }) { accountId }: z.output<typeof accountPath>,
    @Body({ schema: addressRequest }) { address }: z.output<typeof addressRequest>,
  ) {
    await this.ask(await this.signIn.personOfAccount(accountId), address, visitor);
    return {};
  }

  @Post('mail-confirmations')
  @OutsideBooks()
  @ApiOperation({ summary: '凭邮件中的链接确认邮箱' })
  @Answers('已确认', emptyRequest)
  async confirmMailAddress(@Body({ schema: confirmationRequest }) { link }: z.output<typeof confirmationRequest>) {
    await confirmAddress(this.database, link, this.clock.now());
    return {};
  }

  private async ask(personId: string, address: string, visitor: Visitor): Promise<void> {
    if (!this.notices.byMail) return refuse('mail-not-configured', {});
    if (!ADDRESS.test(address)) return refuse('mail-address-malformed', {});
    const at = this.clock.now();
    const messageId = derivedId('mail', personId, 'confirm-address', at);
    await this.database.transaction(async (transaction) => {
      await askForAddress(transaction, personId, address, at);
      const content = { about: 'confirm-address' } as const;
      await addMessages(transaction, [{ messageId, channel: 'mail', recipient: personId, content, dueAt: at }], at);
      await this.note(transaction, personId, visitor, 'asked for');
    });
  }

  private note(transaction: Sql, personId: string, { admitted, address }: Visitor, detail: string): Promise<void> {
    const by = admitted?.personId ?? personId;
    const byPersonId = by === personId ? null : by;
    const line = { at: this.clock.now(), personId, byPersonId, source: address, detail };
    return logSecurityAct(transaction, { ...line, kind: 'mail-address' });
  }
}

const personOf = ({ admitted }: Visitor): string => admitted?.personId ?? refuseAtDoor('sign-in-required', {});
