import { refusalsOf } from '@bofu/kernel';

/** Everything the audit can say no with. */
export interface AuditRefusals {
  'event-not-found': { eventId: string };
}

export const refuse = refusalsOf<AuditRefusals>();
