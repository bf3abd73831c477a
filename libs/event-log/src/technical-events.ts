import { claimCodec, installationCodec } from '@bofu/event-store';
import { describing, NOTHING_SAID, type EventDescriber } from './event-description';

/** The events no capability records: how the store began, and what may exist once. */
export const technicalEvents: readonly EventDescriber[] = [
  describing('installation', installationCodec, ({ data: { by } }) => ({ ...NOTHING_SAID, label: '启用系统', by })),
  describing('claim', claimCodec, ({ type, data: { by } }) => ({
    ...NOTHING_SAID,
    label: type === 'Claimed' ? '唯一性登记' : '唯一性释放',
    by,
  })),
];
