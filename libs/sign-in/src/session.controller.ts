import { Body, Controller, Get, Inject, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Directory, HUMAN_POSTS } from '@bofu/access';
import {
  Answers,
  Clock,
  cookieName,
  OutsideBooks,
  refuseAtDoor,
  sayCookie,
  strictObject,
  freeText,
  text,
  today,
  VisitorOf,
  type HttpReply,
  type Visitor,
} from '@bofu/http';
import { DOOR, isClosed, SESSION_COOKIE, type Door } from './door.guard';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-rules';
import { IDLE_MINUTES, LONGEST_HOURS, type Session } from './sessions';
import { SignInByIdentity } from './oidc/sign-in-by-identity';
import { SignIn } from './sign-in';

const DEVICE_COOKIE = 'bofu-device';
const YEAR_S = 365 * 24 * 3600;

// Not `text`: a password is taken as it is written, and never said in an answer.
export const password = z
  .string()
  .min(1)
  .max(LONGEST_PASSWORD * 2)
  .meta({ format: 'password', description: '密码' });
/** Described as it has to be; what is shorter is refused with the other rules of a password. */
export const newPassword = password.meta({ format: 'password', description: '新密码', minLength: SHORTEST_PASSWORD });
export const login = text(64, '账号', 'wang.jingban');
export const link = text(100, '一次性链接中的密文', 'k3J…');
const signInRequest = strictObject({ login, password });
const changeRequest = strictObject({ current: password, next: newPassword });
const linkRequest = strictObject({ link, password: newPassword });
const founderRequest = strictObject({
  link,
  name: freeText(64, '姓名', '赵安全'),
  number: text(40, '工号', '0001').nullable(),
  login,
  password: newPassword,
});
const emptyRequest = strictObject({});
const time = z.string().meta({ format: 'date-time' });
const sessionView = z.strictObject({
  signInRequired: z.boolean().describe('须登录；否则为单人模式'),
  office: z.string().nullable().describe('登录到哪个部门的系统；尚未登记部门为 null'),
  identityProvider: z.string().nullable().describe('统一身份认证的名称；null 为没有设置'),
  signedIn: z
    .strictObject({
      personId: z.string(),
      agencyId: z.string().describe('人员登记在哪个部门；首任管理员属整个系统'),
      name: z.string(),
      login: z.string(),
      openedAt: time,
      idleMinutes: z.int(),
      longestHours: z.int(),
      identityLinked: z.boolean().describe('已关联统一身份，可凭它再次证明是本人'),
      posts: z.array(
        z.strictObject({
          post: z.enum(HUMAN_POSTS),
          onAgencyId: z.string().nullable(),
          delegatorId: z.string().nullable().describe('代理何人'),
        }),
      ),
    })
    .nullable(),
});
const stepUpRequest = strictObject({ password });
const seenSession = z.strictObject({
  sessionId: z.string(),
  openedAt: time,
  seenAt: time,
  address: z.string().nullable(),
  open: z.boolean(),
  isThis: z.boolean().describe('当前这一个'),
});
const done = z.strictObject({ login: z.string() });

/** 登录与退出. */
@ApiTags('登录')
@Controller('v1')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly byIdentity: SignInByIdentity,
    private readonly directory: Directory,
    private readonly clock: Clock,
    @Inject(DOOR) private readonly door: Door,
  ) {}

  @Get('session')
  @ApiOperation({ summary: '我是谁：当前登录的人及其岗位' })
  @Answers('登录状态', sessionView)
  async session(@VisitorOf() visitor: Visitor) {
    const session = await this.sessionOf(visitor);
    const directory = this.directory;
    const signInRequired = isClosed(this.door, directory);
    const identityProvider = this.byIdentity.label;
    const office = officeOf(directory.agencies(today(this.clock)));
    if (session === null) return { signInRequired, office, identityProvider, signedIn: null };
    const { personId, login: name, openedAt } = session;
    const person = directory.personAnywhere(personId);
    return {
      signInRequired,
      office,
      identityProvider,
      signedIn: {
        personId,
        agencyId: person?.agencyId ?? '',
        name: person?.name ?? name,
        login: name,
        openedAt: openedAt.toISOString(),
        idleMinutes: IDLE_MINUTES,
        longestHours: LONGEST_HOURS,
        identityLinked: await this.byIdentity.isLinked(session),
        posts: directory
          .rightsOf(personId, today(this.clock))
          .map(({ post, onAgencyId, delegatorId }) => ({ post, onAgencyId, delegatorId })),
      },
    };
  }

  @Post('session')
  @OutsideBooks()
  @ApiOperation({ summary: '登录' })
  @Answers('已登录；会话在 Cookie 中', z.strictObject({ personId: z.string(), lastSignedIn: time.nullable() }), 201)
  async open(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: signInRequest }) body: z.output<typeof signInRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { secret, device, personId, lastSignedIn } = await this.signIn.signIn(body, comingFrom(visitor));
    const { secure } = visitor;
    sayCookie(reply, { name: SESSION_COOKIE, value: secret, secure });
    if (device !== null) sayCookie(reply, { name: DEVICE_COOKIE, value: device, secure, maxAgeS: YEAR_S });
    return { personId, lastSignedIn };
  }

  @Post('session/end')
  @OutsideBooks()
  @ApiOperation({ summary: '退出' })
  @Answers('已退出', emptyRequest)
  async end(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: emptyRequest }) _nothing: z.output<typeof emptyRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const session = await this.sessionOf(visitor);
    if (session !== null) await this.signIn.signOut(session, visitor.address);
    sayCookie(reply, { name: SESSION_COOKIE, value: '', secure: visitor.secure, maxAgeS: 0 });
    return {};
  }

  @Post('session/password')
  @OutsideBooks()
  @ApiOperation({ summary: '更改自己的密码；其他会话随之结束' })
  @Answers('已更改', emptyRequest)
  async changePassword(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: changeRequest }) body: z.output<typeof changeRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const session = (await this.sessionOf(visitor)) ?? refuseAtDoor('sign-in-required', {});
    const secret = await this.signIn.changePassword(session, body, comingFrom(visitor));
    sayCookie(reply, { name: SESSION_COOKIE, value: secret, secure: visitor.secure });
    return {};
  }

  @Post('session/step-up')
  @OutsideBooks()
  @ApiOperation({ summary: '再输入一次密码：办理授权确认、链接、令牌之前' })
  @Answers('已确认；会话在新的 Cookie 中', emptyRequest)
  async stepUp(
    @VisitorOf() visitor: Visitor,
    @Body({ schema: stepUpRequest }) body: z.output<typeof stepUpRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const session = (await this.sessionOf(visitor)) ?? refuseAtDoor('sign-in-required', {});
    const secret = await this.signIn.proveAnew(session, body.password, comingFrom(visitor));
    sayCookie(reply, { name: SESSION_COOKIE, value: secret, secure: visitor.secure });
    return {};
  }

  @Get('session/history')
  @ApiOperation({ summary: '自己的会话，新的在前；同一账号一次只有一个' })
  @Answers('最近 20 个', z.strictObject({ items: z.array(seenSession) }))
  async history(@VisitorOf() visitor: Visitor) {
    const session = (await this.sessionOf(visitor)) ?? refuseAtDoor('sign-in-required', {});
    const seen = await this.signIn.sessionsOf(session);
    return {
      items: seen.map(({ openedAt, seenAt, ...each }) => ({
        ...each,
        openedAt: openedAt.toISOString(),
        seenAt: seenAt.toISOString(),
        isThis: each.sessionId === session.sessionId,
      })),
    };
  }

  @Post('password-settings')
  @OutsideBooks()
  @ApiOperation({ summary: '凭一次性链接设定密码' })
  @Answers('已设定，可以登录', done, 201)
  setPassword(@VisitorOf() visitor: Visitor, @Body({ schema: linkRequest }) body: z.output<typeof linkRequest>) {
    return this.signIn.setPasswordByLink(body.link, body.password, visitor.address);
  }

  @Post('administrators')
  @OutsideBooks()
  @ApiOperation({ summary: '凭启动时打印的一次性链接就任安全管理员' })
  @Answers('已就任，可以登录', done, 201)
  found(@VisitorOf() visitor: Visitor, @Body({ schema: founderRequest }) body: z.output<typeof founderRequest>) {
    const { link: secret, ...administrator } = body;
    return this.signIn.foundAdministrator(secret, administrator, visitor.address);
  }

  private async sessionOf({ cookie, secure }: Visitor): Promise<Session | null> {
    const secret = cookie(cookieName(SESSION_COOKIE, secure));
    return secret === null ? null : this.signIn.sessionOf(secret);
  }
}

const comingFrom = ({ address, cookie, secure }: Visitor) => ({
  address,
  deviceSecret: cookie(cookieName(DEVICE_COOKIE, secure)),
});

/** Whose system it is, as it is said before anybody has signed in. */
const officeOf = ([first, ...others]: readonly { readonly name: string }[]): string | null =>
  first === undefined ? null : others.length === 0 ? first.name : `${first.name}等 ${others.length + 1} 个部门`;
