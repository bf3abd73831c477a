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
  'identity-provider-unset': object;
  'identity-provider-away': object;
  'identity-attempt-unusable': object;
  'identity-refused': object;
  'identity-not-linked': object;
  'identity-not-hers': object;
  'identity-not-afresh': object;
  'identity-taken': object;
  'identity-there': object;
  'account-is-disabled': object;
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
  'identity-provider-unset': { status: 409, title: () => '系统没有设置统一身份认证（BOFU_OIDC_ISSUER）' },
  'identity-provider-away': {
    status: 503,
    title: () => '统一身份认证暂时无法访问，请稍后再试；有密码的可以用密码登录',
  },
  'identity-attempt-unusable': {
    status: 422,
    title: () => '这次登录已用过、已过期或不是在这个浏览器开始的，请重新登录',
  },
  'identity-refused': { status: 422, title: () => '统一身份认证没有确认您的身份，请重新登录' },
  'identity-not-linked': {
    status: 403,
    title: () => '您的统一身份尚未与本系统的账号关联，请联系安全管理员（不会自动开设账号）',
  },
  'identity-not-hers': { status: 403, title: () => '统一身份认证确认的不是当前登录的人，请用与账号关联的身份' },
  'identity-not-afresh': { status: 403, title: () => '须在统一身份认证重新登录，而不是沿用先前的登录' },
  'identity-taken': { status: 409, title: () => '这个统一身份已与另一账号关联' },
  'identity-there': { status: 409, title: () => '此账号已有关联的统一身份，请先解除' },
  'account-is-disabled': { status: 403, title: () => '您的账号已停用，请联系安全管理员' },
};
