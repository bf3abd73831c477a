import type { RefusalCatalogue } from '@bofu/kernel';
import { PAPER_SIGNATURE_LABEL, PAPER_STATE_LABEL } from './budget-paper-labels';
import type { PaperRefusals } from './domain/refusals';

const ASKED = { ...PAPER_SIGNATURE_LABEL, return: '退回', withdrawal: '撤回' } as const;

export const budgetPaperRefusals: RefusalCatalogue<PaperRefusals> = {
  'budget-paper-not-found': { status: 404, title: ({ paperId }) => `找不到单据 ${paperId}` },
  'budget-paper-out-of-turn': {
    status: 409,
    title: ({ asked, state }) => `不能${ASKED[asked]}：单据现为“${PAPER_STATE_LABEL[state]}”`,
  },
  'budget-paper-signed-already': {
    status: 403,
    title: ({ asked, as }) =>
      ({
        signer: '您已在此单据上签过：经办、复核、审批须各为一人',
        'signer-in-stead': '代理关系中的另一人已在此单据上签过：代理人与被代理人视为一人',
        maker: `制单人不能${PAPER_SIGNATURE_LABEL[asked]}本人单据`,
        'maker-in-stead': `代理关系中的另一人是制单人，不能由您${PAPER_SIGNATURE_LABEL[asked]}：代理人与被代理人视为一人`,
        'maker-before': `您是本单据所代替的单据的制单人，不能${PAPER_SIGNATURE_LABEL[asked]}本单据`,
      })[as],
  },
  'budget-paper-of-another': { status: 403, title: () => '单据由提交人本人撤回；他人请退回' },
  'budget-paper-changed': { status: 409, title: () => '单据内容与您看到的不同，请重新打开核对后再签' },
  'budget-paper-effects-changed': {
    status: 409,
    title: ({ differences }) =>
      `您看到之后账上有变，请核对后再签：${differences
        .slice(0, 3)
        .map(
          ({ entry, subject, figure, shown, now }) =>
            `第 ${entry} 项 ${subject} ${figure} 原为 ${shown ?? '无'}，现为 ${now ?? '无'}`,
        )
        .join('；')}${differences.length > 3 ? `；共 ${differences.length} 处` : ''}`,
  },
  'budget-paper-entry-refused': {
    status: 409,
    title: ({ entry, label, sentence }) => `第 ${entry} 项（${label}）不能办理，整份单据未入账：${sentence}`,
  },
  'budget-paper-not-replaceable': {
    status: 409,
    title: ({ state }) => `所代替的单据现为“${PAPER_STATE_LABEL[state]}”，只有已退回、已撤回的可以重新提交`,
  },
  'paper-file-too-large': { status: 413, title: ({ most }) => `文件过大，最多 ${Math.floor(most / 1048576)} MB` },
  'paper-reading-not-found': { status: 404, title: () => '找不到这份读过的文件，请重新选择文件' },
  'paper-points-not-seen': {
    status: 409,
    title: ({ points, first }) => `还有 ${points} 项没有逐项看过${first === '' ? '' : `，如“${first}”`}，不能提交`,
  },
  'paper-figures-open': {
    status: 409,
    title: ({ figures, sequence, sentence }) => `还有 ${figures} 处须先核定，如第 ${sequence} 个项目：${sentence}`,
  },
  'paper-prints-unsaid': {
    status: 409,
    title: ({ programmes }) => `有 ${programmes} 个项目账上已有：请先说明文件印的是全年数还是追加数`,
  },
  'paper-books-moved': {
    status: 409,
    title: ({ differences, first }) =>
      `您看到之后账上有变，请重新核对：${first}${differences > 1 ? `；共 ${differences} 处` : ''}`,
  },
  'paper-adds-nothing': {
    status: 409,
    title: ({ programmes }) => `${programmes} 个项目与账上相同，没有可登记的差异`,
  },
  'paper-effective-too-early': {
    status: 409,
    title: ({ effectiveOn, since }) => `账上已有自 ${since} 起的版本，生效日期 ${effectiveOn} 须不早于它`,
  },
  'paper-entered-already': {
    status: 409,
    title: ({ title, stateLabel }) => `同一份文件已有单据“${title}”（${stateLabel}），不再登记一遍`,
  },
};
