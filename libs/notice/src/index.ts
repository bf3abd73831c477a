export { mailBy, type MailSettings } from './mail/send-mail';
export { NoticeModule } from './notice.module';
export { noticeRefusals } from './notice-refusals';
export { noticeTables } from './notice-tables.migration';
export { Notices } from './notices';
export { Listeners } from './stream/listeners';
export { LiveChanges } from './stream/live-changes';
export { type WebhookSettings } from './webhook/destination';
export { WEBHOOK_SETTINGS } from './webhook/webhook.controller';
