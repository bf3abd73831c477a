import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

/** What is refused about being told of things. */
export interface NoticeRefusals {
  'too-many-streams': { most: number };
  'mail-not-configured': object;
  'mail-address-malformed': object;
  'mail-link-unusable': object;
  'webhooks-not-configured': object;
  'endpoint-not-found': { endpointId: string };
  'notice-not-found': { messageId: string };
  'notice-settled': { messageId: string };
  'destination-not-allowed': { why: 'url' | 'https' | 'host' | 'private' };
}

export const refuse: <Code extends keyof NoticeRefusals>(code: Code, facts: NoticeRefusals[Code]) => never =
  refusalsOf<NoticeRefusals>();

export const noticeRefusals: RefusalCatalogue<NoticeRefusals> = {
  'too-many-streams': { status: 429, title: ({ most }) => `同一人最多同时打开 ${most} 个实时连接，请关闭多余的页面` },
  'mail-not-configured': { status: 409, title: () => '系统没有设置邮件服务器（BOFU_SMTP_URL），不能用邮件通知' },
  'mail-address-malformed': { status: 422, title: () => '邮箱地址不正确，例如 wang@example.gov.cn' },
  'mail-link-unusable': { status: 422, title: () => '链接无效、已用过或已过期，请在“我的账号”重新填写邮箱' },
  'webhooks-not-configured': { status: 409, title: () => '没有设置允许推送的主机（BOFU_WEBHOOK_HOSTS），不能登记推送' },
  'endpoint-not-found': { status: 404, title: ({ endpointId }) => `找不到推送 ${endpointId}，或已停止` },
  'notice-not-found': { status: 404, title: ({ messageId }) => `找不到通知 ${messageId}` },
  'notice-settled': { status: 409, title: () => '这条通知已经送达，或已不必发送，不再重发' },
  'destination-not-allowed': {
    status: 422,
    title: ({ why }) =>
      ({
        url: '推送地址不正确，例如 https://hooks.example.gov.cn/bofu',
        https: '推送地址须以 https:// 开头',
        host: '推送地址的主机不在允许之列（BOFU_WEBHOOK_HOSTS）',
        private: '推送地址指向本机或内部网络，未经允许（BOFU_WEBHOOK_PRIVATE_ADDRESSES）',
      })[why],
  },
};
