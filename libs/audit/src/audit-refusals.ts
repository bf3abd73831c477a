import type { RefusalCatalogue } from '@bofu/kernel';
import type { AuditRefusals } from './domain/refusals';

export const auditRefusals: RefusalCatalogue<AuditRefusals> = {
  'event-not-found': { status: 404, title: ({ eventId }) => `找不到事件 ${eventId}` },
  'event-log-behind': { status: 503, title: () => '事件日志尚未跟上，不能确定当时登记到哪一笔，请稍后重试' },
};
