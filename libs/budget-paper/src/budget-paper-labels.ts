import type { PaperEvent } from './domain/budget-paper';
import type { PaperSignature, PaperState } from './domain/refusals';

export const PAPER_EVENT_LABEL: Readonly<Record<PaperEvent['type'], string>> = {
  PaperEntryMade: '单据事项',
  PaperSubmitted: '提交单据',
  PaperReviewed: '复核单据',
  PaperApproved: '审批单据',
  PaperReturned: '退回单据',
  PaperTakenBack: '撤回单据',
};

export const PAPER_STATE_LABEL: Readonly<Record<PaperState, string>> = {
  submitted: '待复核',
  reviewed: '待审批',
  approved: '已审批入账',
  returned: '已退回',
  withdrawn: '已撤回',
};

export const PAPER_SIGNATURE_LABEL: Readonly<Record<PaperSignature, string>> = { review: '复核', approval: '审批' };
