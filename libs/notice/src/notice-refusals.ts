import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

/** What is refused about being told of things. */
export interface NoticeRefusals {
  'too-many-streams': { most: number };
}

export const refuse: <Code extends keyof NoticeRefusals>(code: Code, facts: NoticeRefusals[Code]) => never =
  refusalsOf<NoticeRefusals>();

export const noticeRefusals: RefusalCatalogue<NoticeRefusals> = {
  'too-many-streams': { status: 429, title: ({ most }) => `同一人最多同时打开 ${most} 个实时连接，请关闭多余的页面` },
};
