import { claimCodec, installationCodec, monthLockCodec } from '@bofu/event-store';
import { describing, NOTHING_SAID, type EventDescriber } from './event-description';

/** The events no capability records: how the store began, what may exist once, and which months are locked. */
export const technicalEvents: readonly EventDescriber[] = [
  describing('installation', installationCodec, ({ data: { by } }) => ({ ...NOTHING_SAID, label: '启用系统', by })),
  describing('claim', claimCodec, ({ type, data: { by } }) => ({
    ...NOTHING_SAID,
    label: type === 'Claimed' ? '唯一性登记' : '唯一性释放',
    by,
  })),
  describing('months', monthLockCodec, ({ type, data: { month, by } }) => ({
    ...NOTHING_SAID,
    label: type === 'MonthLocked' ? '锁定月份' : '解锁月份',
    details: [month],
    by,
  })),
];
