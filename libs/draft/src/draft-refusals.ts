import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

/** What is refused about drafts. A certain identity number is the kernel's to refuse (`identity-number`). */
export interface DraftRefusals {
  'draft-not-found': { draftId: string };
  'draft-of-another': { draftId: string };
  'draft-too-large': { longest: number };
  'too-many-drafts': { most: number };
}

export const refuse: <Code extends keyof DraftRefusals>(code: Code, facts: DraftRefusals[Code]) => never =
  refusalsOf<DraftRefusals>();

export const draftRefusals: RefusalCatalogue<DraftRefusals> = {
  'draft-not-found': { status: 404, title: () => '找不到这份草稿：已提交、已丢弃，或不在本部门' },
  'draft-of-another': { status: 403, title: () => '这是同事的草稿，只能看，不能改动' },
  'draft-too-large': { status: 422, title: ({ longest }) => `草稿过大，最多 ${longest} 个字符` },
  'too-many-drafts': { status: 422, title: ({ most }) => `您已有 ${most} 份草稿，请先提交或丢弃一些` },
};
