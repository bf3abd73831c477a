import { refusalsOf, type RefusalCatalogue } from '@bofu/kernel';

/** What is refused about views and columns. A certain identity number is the kernel's to refuse (`identity-number`). */
export interface ListSettingsRefusals {
  'too-many-views': { most: number };
}

export const refuse: <Code extends keyof ListSettingsRefusals>(code: Code, facts: ListSettingsRefusals[Code]) => never =
  refusalsOf<ListSettingsRefusals>();

export const listSettingsRefusals: RefusalCatalogue<ListSettingsRefusals> = {
  'too-many-views': { status: 422, title: ({ most }) => `一张列表至多 ${most} 个视图，请先删除一些` },
};
