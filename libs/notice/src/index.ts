export { Listeners } from './stream/listeners';
export { LiveChanges } from './stream/live-changes';
export { NoticeModule } from './notice.module';
export { noticeRefusals } from './notice-refusals';
