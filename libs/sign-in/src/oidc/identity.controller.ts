import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  Answers,
  cookieName,
  OutsideBooks,
  refuseAtDoor,
  sayCookie,
  strictObject,
  text,
  uuid,
  VisitorOf,
  type HttpReply,
  type Visitor,
} from '@bofu/http';
import { SESSION_COOKIE } from '../door.guard';
import { link } from '../session.controller';
import type { Session } from '../sessions';
import { SignIn } from '../sign-in';
import { SignInByIdentity } from './sign-in-by-identity';

const AWAY_COOKIE = 'bofu-identity';
const AWAY_S = 600;

const beginRequest = strictObject({
  purpose: z.enum(['sign-in', 'step-up']),
  link: link.nullable().default(null).describe('账号的一次性链接中的密文：凭它把统一身份关联到该账号'),
});
const answerRequest = strictObject({ query: text(4000, '统一身份认证返回时地址中 ? 之后的部分', 'code=…&state=…') });
const linkRequest = strictObject({ subject: text(255, '统一身份认证中的用户标识（sub）', '8f14e45f') });
const emptyRequest = strictObject({});
const accountPath = z.strictObject({ accountId: uuid });

/** 统一身份认证 (OpenID Connect): there, back, and whose it is. */
@ApiTags('登录')
@Controller('v1')
export class IdentityController {
  constructor(
    private readonly byIdentity: SignInByIdentity,
    private readonly signIn: SignIn,
  ) {}

  @Post('session/identity')
  @OutsideBooks()
  @ApiOperation({ summary: '去统一身份认证登录，或再次证明是本人' })
  @Answers('请浏览器前往的地址', z.strictObject({ url: z.string() }), 201)
  async beginIdentity(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: beginRequest }) body: z.output<typeof beginRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const session = await this.sessionOf(visitor);
    if (body.purpose === 'step-up' && session === null) return refuseAtDoor('sign-in-required', {});
    const { url, browser } = await this.byIdentity.begin(body.purpose === 'step-up' ? session : null, body.link);
    sayCookie(reply, { name: AWAY_COOKIE, value: browser, secure: visitor.secure, maxAgeS: AWAY_S });
    return { url };
  }

  @Post('session/identity/answer')
  @OutsideBooks()
  @ApiOperation({ summary: '从统一身份认证返回' })
  @Answers('会话在 Cookie 中', z.strictObject({ done: z.enum(['signed-in', 'linked', 'stepped-up']) }), 201)
  async finishIdentity(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: answerRequest }) { query }: z.output<typeof answerRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { secure, address, cookie } = visitor;
    const browser = cookie(cookieName(AWAY_COOKIE, secure)) ?? '';
    sayCookie(reply, { name: AWAY_COOKIE, value: '', secure, maxAgeS: 0 });
    const { secret, done } = await this.byIdentity.finish(query, browser, await this.sessionOf(visitor), address);
    sayCookie(reply, { name: SESSION_COOKIE, value: secret, secure });
    return { done };
  }

  @Post('accounts/:accountId/identity')
  @OutsideBooks()
  @ApiOperation({ summary: '把统一身份认证中的用户关联到账号' })
  @Answers('已关联', emptyRequest)
  async linkIdentity(
    @VisitorOf() { admitted, address }: Visitor,
    @Param({ schema: accountPath }) { accountId }: z.output<typeof accountPath>,
    @Body({ schema: linkRequest }) { subject }: z.output<typeof linkRequest>,
  ) {
    await this.byIdentity.link(admitted?.personId ?? '', accountId, subject, address);
    return {};
  }

  @Post('accounts/:accountId/identity/removal')
  @OutsideBooks()
  @ApiOperation({ summary: '解除账号与统一身份认证的关联' })
  @Answers('已解除', emptyRequest)
  async unlinkIdentity(
    @VisitorOf() { admitted, address }: Visitor,
    @Param({ schema: accountPath }) { accountId }: z.output<typeof accountPath>,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
  ) {
    await this.byIdentity.unlink(admitted?.personId ?? '', accountId, address);
    return {};
  }

  private async sessionOf({ cookie, secure }: Visitor): Promise<Session | null> {
    const secret = cookie(cookieName(SESSION_COOKIE, secure));
    return secret === null ? null : this.signIn.sessionOf(secret);
  }
}
