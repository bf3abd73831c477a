import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { queries } from '../api/queries';
import type { Mark } from '../marks/status-tag';

export type Webhooks = paths['/v1/webhooks']['get']['responses']['200']['content']['application/json'];
export type Endpoint = Webhooks['items'][number];
export type Message = paths['/v1/notices']['get']['responses']['200']['content']['application/json']['items'][number];

const KEY = 'outbox';

export const useWebhooks = () =>
  useQuery({
    queryKey: [KEY, 'webhooks'],
    queryFn: async () => (await read(api.GET('/v1/webhooks'))).value,
  });

/** Asked when the page is opened or looked at again: asking by itself would keep a session open. */
export const useMessages = () =>
  useQuery({
    queryKey: [KEY, 'messages'],
    queryFn: async () => (await read(api.GET('/v1/notices'))).value.items,
  });

export const outboxChanged = (): Promise<void> => queries.invalidateQueries({ queryKey: [KEY] });

export type Situation = 'waiting' | 'given-up' | 'sent' | 'nothing-to-say';

export const situationOf = ({ outcome }: Pick<Message, 'outcome'>): Situation => outcome ?? 'waiting';

export const SITUATION: Readonly<Record<Situation, readonly [word: string, mark: Mark]>> = {
  waiting: ['待发', 'info'],
  'given-up': ['未能送达', 'red'],
  sent: ['已送达', 'green'],
  'nothing-to-say': ['不必发送', 'none'],
};

export const CHANNEL: Readonly<Record<Message['channel'], string>> = { mail: '邮件', webhook: '推送' };

/** What a mail is about; a push is of an event, whose word the server has. */
export const aboutInWords = ({ about, word }: Pick<Message, 'about' | 'word'>): string => word ?? ABOUT[about] ?? about;
const ABOUT: Readonly<Record<string, string>> = {
  'alert-assigned': '预警指派',
  'alert-escalated': '预警升级',
  'payment-came-back': '付款退回',
  waiting: '待办笔数',
  account: '账号安全提示',
  'confirm-address': '确认邮箱',
};

/** Why it did not arrive, for whoever keeps the system; a code this page does not know is shown as it is. */
export function failureInWords(code: string): string {
  const [, status] = /^HTTP (\d{3})$/.exec(code) ?? [];
  if (status !== undefined) return `对方回答 ${status}${status.startsWith('3') ? '（不跟随转址）' : ''}`;
  return FAILURE[code] === undefined ? code : `${FAILURE[code]}（${code}）`;
}
const FAILURE: Readonly<Record<string, string>> = {
  PRIVATE_ADDRESS: '主机名指向本机或内部网络，未连接',
  'destination-not-allowed': '地址已不在允许之列',
  ECONNREFUSED: '对方没有应答',
  ECONNRESET: '连接中断',
  ENOTFOUND: '找不到主机名',
  EAI_AGAIN: '域名解析暂时失败',
  ETIMEDOUT: '连接超时',
  ABORT_ERR: '等待超时',
  TimeoutError: '等待超时',
  ECONNECTION: '连接不上邮件服务器',
  EAUTH: '邮件服务器不接受账号',
};

/** What came of the pushes to one address, among the messages in sight. */
export function deliveriesTo(endpointId: string, messages: readonly Message[]) {
  const own = messages.filter(({ channel, recipient }) => channel === 'webhook' && recipient === endpointId);
  const count = (situation: Situation) => own.filter((each) => situationOf(each) === situation).length;
  const sent = own.flatMap(({ outcome, settledAt }) => (outcome === 'sent' && settledAt !== null ? [settledAt] : []));
  const failed = own.filter(({ lastError, outcome }) => lastError !== null && outcome !== 'sent');
  return {
    waiting: count('waiting'),
    givenUp: count('given-up'),
    lastSentAt: sent.sort().at(-1) ?? null,
    lastError: failed[0]?.lastError ?? null,
  };
}
