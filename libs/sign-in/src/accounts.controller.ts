import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Answers,
  businessDate,
  OutsideBooks,
  strictObject,
  freeText,
  text,
  uuid,
  VisitorOf,
  type Visitor,
} from '@bofu/http';
import { listAccounts } from './accounts';
import { DurableDatabase } from './durable-database';
import { listTokens } from './service-tokens';
import { login } from './session.controller';
import { SignIn } from './sign-in';
import { firstBrokenLine, LOG_KINDS, readLog } from './sign-in-log';

const accountPath = z.strictObject({ accountId: uuid });
const tokenPath = z.strictObject({ tokenId: uuid });
const creationRequest = strictObject({ personId: uuid, login });
const disablingRequest = strictObject({ reason: freeText(200, '缘由', '调离') });
const emptyRequest = strictObject({});
const tokenRequest = strictObject({
  personId: uuid.describe('服务程序'),
  until: businessDate.describe('有效至（含）'),
});
const endedView = z.strictObject({ ended: z.int().describe('结束了几个会话') });
const time = z.string().meta({ format: 'date-time' });
const accountView = z.strictObject({
  accountId: z.string(),
  personId: z.string(),
  login: z.string(),
  hasPassword: z.boolean(),
  disabledAt: time.nullable(),
  lastSignedIn: time.nullable(),
  identityLinked: z.boolean().describe('已关联统一身份认证中的用户'),
});
const tokenView = z.strictObject({
  tokenId: z.string(),
  personId: z.string(),
  issuedAt: time,
  expiresAt: time,
  revokedAt: time.nullable(),
});
const logQuery = strictObject({ before: text(20, '在第几条以前', '1000').optional() });
const logView = z.strictObject({
  items: z.array(
    z.strictObject({
      n: z.string(),
      at: time,
      kind: z.enum(LOG_KINDS),
      personId: z.string().nullable(),
      byPersonId: z.string().nullable(),
      source: z.string(),
      detail: z.string().nullable(),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  firstBrokenLine: z.string().nullable().describe('第一条与前文不相接的；null 为全部相接'),
});
const shownOnce = '密文只显示这一次，请当面交给本人';

/** 账号、令牌与登录记录. */
@ApiTags('登录')
@Controller('v1')
export class AccountsController {
  constructor(
    private readonly signIn: SignIn,
    private readonly database: DurableDatabase,
  ) {}

  @Get('accounts')
  @ApiOperation({ summary: '全部账号' })
  @Answers('全部账号', z.strictObject({ items: z.array(accountView) }))
  async listAccounts() {
    const accounts = await listAccounts(this.database);
    return { items: accounts.map((each) => ({ ...each, disabledAt: each.disabledAt?.toISOString() ?? null })) };
  }

  @Post('accounts')
  @OutsideBooks()
  @ApiOperation({ summary: '为人员开设账号' })
  @Answers(shownOnce, z.strictObject({ accountId: z.string(), link: z.string() }), 201)
  createAccount(
    @VisitorOf() { admitted, address }: Visitor,
    @Body({ schema: creationRequest }) body: z.output<typeof creationRequest>,
  ) {
    return this.signIn.createAccount(admitted?.personId ?? '', body, address);
  }

  @Post('accounts/:accountId/links')
  @OutsideBooks()
  @ApiOperation({ summary: '签发设定密码的一次性链接（忘记密码时）' })
  @Answers(shownOnce, z.strictObject({ link: z.string() }), 201)
  async issuePasswordLink(
    @VisitorOf() { admitted, address }: Visitor,
    @Param({ schema: accountPath }) { accountId }: z.output<typeof accountPath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    return { link: await this.signIn.issuePasswordLink(admitted?.personId ?? '', accountId, address) };
  }

  @Post('accounts/:accountId/disabling')
  @OutsideBooks()
  @ApiOperation({ summary: '停用账号：其会话随之结束' })
  @Answers('已停用', emptyRequest)
  async disableAccount(
    @VisitorOf() { admitted, address }: Visitor,
    @Param({ schema: accountPath }) { accountId }: z.output<typeof accountPath>,
    @Body({ schema: disablingRequest }) { reason }: z.output<typeof disablingRequest>,
  ) {
    await this.signIn.disableAccount(admitted?.personId ?? '', accountId, reason, address);
    return {};
  }

  @Post('accounts/:accountId/session-ending')
  @OutsideBooks()
  @ApiOperation({ summary: '结束某人的会话：下一次请求起须重新登录' })
  @Answers('已结束', emptyRequest)
  async endSessions(
    @VisitorOf() { admitted, address }: Visitor,
    @Param({ schema: accountPath }) { accountId }: z.output<typeof accountPath>,
    @Body({ schema: disablingRequest }) { reason }: z.output<typeof disablingRequest>,
  ) {
    await this.signIn.endSessions(admitted?.personId ?? '', accountId, reason, address);
    return {};
  }

  @Post('session-endings')
  @OutsideBooks()
  @ApiOperation({ summary: '结束所有人的会话，自己的在内：下一次请求起须重新登录；服务程序的令牌不在内' })
  @Answers('已结束', endedView)
  async endAllSessions(
    @VisitorOf() { admitted, address }: Visitor,
    @Body({ schema: disablingRequest }) { reason }: z.output<typeof disablingRequest>,
  ) {
    return { ended: await this.signIn.endAllSessions(admitted?.personId ?? '', reason, address) };
  }

  @Get('service-tokens')
  @ApiOperation({ summary: '服务程序的令牌' })
  @Answers('全部令牌', z.strictObject({ items: z.array(tokenView) }))
  async listTokens() {
    const tokens = await listTokens(this.database);
    return {
      items: tokens.map(({ issuedAt, expiresAt, revokedAt, ...token }) => ({
        ...token,
        issuedAt: issuedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        revokedAt: revokedAt?.toISOString() ?? null,
      })),
    };
  }

  @Post('service-tokens')
  @OutsideBooks()
  @ApiOperation({ summary: '为服务程序签发令牌' })
  @Answers(shownOnce, z.strictObject({ tokenId: z.string(), token: z.string() }), 201)
  issueToken(
    @VisitorOf() { admitted, address }: Visitor,
    @Body({ schema: tokenRequest }) { personId, until }: z.output<typeof tokenRequest>,
  ) {
    const expiresAt = `${until}T23:59:59+08:00`;
    return this.signIn.issueToken(admitted?.personId ?? '', { personId, expiresAt }, address);
  }

  @Post('service-tokens/:tokenId/revocation')
  @OutsideBooks()
  @ApiOperation({ summary: '收回令牌' })
  @Answers('已收回', emptyRequest)
  async revokeToken(
    @VisitorOf() { admitted, address }: Visitor,
    @Param({ schema: tokenPath }) { tokenId }: z.output<typeof tokenPath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    await this.signIn.revokeToken(admitted?.personId ?? '', tokenId, address);
    return {};
  }

  @Get('sign-in-log')
  @ApiOperation({ summary: '登录记录，新的在前' })
  @Answers('一页', logView)
  async signInLog(@Query({ schema: logQuery }) { before }: z.output<typeof logQuery>) {
    const from = before !== undefined && /^\d{1,18}$/.test(before) ? before : null;
    return { items: await readLog(this.database, from, 200), firstBrokenLine: await firstBrokenLine(this.database) };
  }
}
