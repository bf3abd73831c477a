import type { ProjectionFault } from '@bofu/read-model';

/** Why a projection has stopped, and what mends it, for the operator's log. */
export function faultInWords(fault: ProjectionFault): string {
  switch (fault.code) {
    case 'poison-event':
      return `停在事件 ${fault.eventId}（${fault.type}）：${fault.message}`;
    case 'history-differs':
      return `其数据出自另一份记录（history-differs，位置 ${fault.position}），须重建：bofu projection rebuild`;
    case 'rows-differ':
      return `其数据与进度不符（rows-differ，${fault.message}），须重建：bofu projection rebuild`;
  }
}
