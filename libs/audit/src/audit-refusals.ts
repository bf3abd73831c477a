import type { RefusalCatalogue } from '@bofu/kernel';
import type { AuditRefusals } from './domain/refusals';

export const auditRefusals: RefusalCatalogue<AuditRefusals> = {
  'event-not-found': { status: 404, title: ({ eventId }) => `找不到事件 ${eventId}` },
};
