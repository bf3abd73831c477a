import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

/** What is refused about accounts, sessions and secrets. */
export interface SignInRefusals {
  /** Wrong password, no such login, a disabled account: nobody is told which. */
  'sign-in-refused': object;
  'sign-in-paused': { minutes: number };
  'password-too-short': { shortest: number };
  'password-too-long': { longest: number };
  'password-known': object;
  'password-wrong': object;
  'link-unusable': object;
  'login-taken': { login: string };
  'account-exists': { personId: string };
  'account-not-found': { accountId: string };
  'account-of-a-service': { personId: string };
  'account-needs-person': { personId: string };
  'token-needs-service': { personId: string };
  'token-not-found': { tokenId: string };
}

export const refuse: <Code extends keyof SignInRefusals>(code: Code, facts: SignInRefusals[Code]) => never =
  refusalsOf<SignInRefusals>();

export const signInRefusals: RefusalCatalogue<SignInRefusals> = {
  'sign-in-refused': { status: 401, title: () => '账号或密码不正确' },
  'sign-in-paused': { status: 429, title: ({ minutes }) => `尝试次数过多，请 ${minutes} 分钟后再试` },
  'password-too-short': { status: 422, title: ({ shortest }) => `密码至少 ${shortest} 个字符` },
  'password-too-long': { status: 422, title: ({ longest }) => `密码最多 ${longest} 个字符` },
  'password-known': { status: 422, title: () => '这个密码太常见，或与您的账号、姓名有关，请换一个' },
  'password-wrong': { status: 422, title: () => '现用密码不正确' },
  'link-unusable': { status: 422, title: () => '链接无效、已用过或已过期，请索取新的链接' },
  'login-taken': { status: 409, title: ({ login }) => `账号“${login}”已有人使用` },
  'account-exists': { status: 409, title: () => '此人已有账号' },
  'account-not-found': { status: 404, title: ({ accountId }) => `找不到账号 ${accountId}` },
  'account-of-a-service': { status: 422, title: () => '服务程序不用账号登录，请签发令牌' },
  'account-needs-person': { status: 422, title: ({ personId }) => `找不到人员 ${personId}，请先登记` },
  'token-needs-service': { status: 422, title: () => '令牌只签发给服务程序' },
  'token-not-found': { status: 404, title: ({ tokenId }) => `找不到令牌 ${tokenId}` },
};
