import type { ToldOnly } from './domain/against-books';
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

/** What a later paper shows of a programme on the books, and nothing is proposed of. */
export const TOLD_SENTENCE: Readonly<Record<ToldOnly, string>> = {
  'several-on-books': '账上同一项目有几笔指标，差额记在哪一笔不能确定：请另办追加或追减',
  'level-differs': '账上同一项目的资金级次与文件不同：请另办下达或更正',
  'printed-twice': '文件中有几处印的是账上同一笔指标：请另办',
  'name-differs': '项目名称与账上不同，不改账上的名称：确已更名的，请另办',
  'budget-type-differs': '预算类型与账上不同，不改账上的类型：请核对',
  'standards-of-groups': '账上按人群分别定标准，文件只印一个标准：请另行设定',
  'plan-of-addition': '追加数的支出计划不改账上的计划：请另办调整',
};
