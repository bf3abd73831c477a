import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

export interface EventLogRefusals {
  'event-log-behind': object;
}

export const refuse: <Code extends keyof EventLogRefusals>(code: Code, facts: EventLogRefusals[Code]) => never =
  refusalsOf<EventLogRefusals>();

export const eventLogRefusals: RefusalCatalogue<EventLogRefusals> = {
  'event-log-behind': { status: 503, title: () => '事件日志尚未跟上，不能确定当时登记到哪一笔，请稍后重试' },
};
