/** What somebody is told of by mail. The words are made when it is sent; here stands only what about. */
export type MailContent =
  | { readonly about: 'alert-assigned' | 'alert-escalated'; readonly alertId: string }
  | { readonly about: 'payment-came-back'; readonly paymentId: string }
  /** 待办, at most once an hour: how many they are is asked when it is sent. */
  | { readonly about: 'waiting' }
  | { readonly about: 'account'; readonly what: AccountChange; readonly at: string }
  | { readonly about: 'confirm-address' };

/** Lines of the sign-in log that its owner is told of, whoever did it. */
export const ACCOUNT_CHANGES = [
  'account-disabled',
  'sessions-ended',
  'link-issued',
  'password-set',
  'sign-in-paused',
] as const;
export type AccountChange = (typeof ACCOUNT_CHANGES)[number];

export interface MailWords {
  readonly subject: string;
  readonly text: string;
}

const ACCOUNT_SAID: Readonly<Record<AccountChange, string>> = {
  'account-disabled': '您的账号已被停用',
  'sessions-ended': '管理员结束了您的会话',
  'link-issued': '管理员为您的账号签发了设定密码的一次性链接',
  'password-set': '您的账号设定了新密码',
  'sign-in-paused': '您的账号有多次不正确的登录尝试',
};

/**
 * A name and where to look, and nothing of what is on record: mail lies on other people's machines.
 *
 * @param origin where people open the product: `https://bofu.example.gov.cn`
 * @param waiting how many wait for her, of `waiting`
 * @param secret of the link, of `confirm-address`
 */
export function wordsOf(
  content: MailContent,
  { name, origin, waiting, secret }: { name: string; origin: string; waiting: number; secret: string },
): MailWords {
  const said = (subject: string, sentence: string, path: string, more = ''): MailWords => ({
    subject: `【拨付】${subject}`,
    text: `${name}：\n\n${sentence}。\n\n${origin}${path}\n${more}\n这封邮件由系统自动发出，请勿回复。\n`,
  });
  switch (content.about) {
    case 'alert-assigned':
      return said('有一项预警指派给您', '有一项预警指派给您办理', `/alerts/${content.alertId}`);
    case 'alert-escalated':
      return said('您办理的预警升级', '指派给您的一项预警已升级', `/alerts/${content.alertId}`);
    case 'payment-came-back':
      return said('有一笔付款退回', '您提交的一笔付款被退回，需要您处理', `/payments/${content.paymentId}`);
    case 'waiting':
      return said(`有 ${waiting} 笔待您办理`, `有 ${waiting} 笔付款等待您复核、审批或移交`, '/signing');
    case 'account':
      return said(
        '账号安全提示',
        `${ACCOUNT_SAID[content.what]}（${content.at.slice(0, 16).replace('T', ' ')}）`,
        '/account',
        '\n如不是您本人或您知情的操作，请立即告诉安全管理员。\n',
      );
    case 'confirm-address':
      return said('请确认邮箱', '请打开下面的链接，确认用这个邮箱接收通知；三天内有效', `/confirm-mail#${secret}`);
  }
}
