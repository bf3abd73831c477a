import { refusalsOf, type RefusalCatalogue } from './refusal';

/** What a number in a text looks like: an identity number of 18 or the old 15 places, a mobile phone, a bank card. */
export type PersonLike = 'identity-number' | 'mobile-number' | 'bank-card';
/** Fields in which somebody writes words of her own. */
export type TextField = 'purpose' | 'payee' | 'name' | 'reason' | 'comment' | 'actual' | 'remedy' | 'confirmation';

/** What the kernel's parsers refuse. `field` is named by the caller's context, so a parser only gives the reason. */
export interface KernelRefusals {
  'amount-not-string': { received: string };
  'amount-format': { received: string };
  'amount-too-large': { received: string };
  'amount-not-positive': { received: string };
  'invalid-date': { received: string };
  'invalid-period': { received: string };
  'document-number-not-text': { received: string };
  'document-number-empty': Record<string, never>;
  'document-number-too-long': { length: number; longest: number };
  'document-number-forbidden-character': { character: string };
  'calendar-year-missing': { year: number };
  'identity-number': { ending: string };
  /** Asked back: recorded only with a stated reason. */
  'looks-like-personal-data': { field: TextField; line: number | null; looksLike: PersonLike; ending: string };
  'date-ahead': { date: string; today: string };
}

const TEXT_FIELD_LABEL: Readonly<Record<TextField, string>> = {
  purpose: '摘要',
  payee: '收款户名',
  name: '名称',
  reason: '事由',
  comment: '评论',
  actual: '实际值',
  remedy: '改进措施',
  confirmation: '所写明的事由',
};

const PERSON_LIKE_LABEL: Readonly<Record<PersonLike, string>> = {
  'identity-number': '身份证号',
  'mobile-number': '手机号',
  'bank-card': '银行卡号',
};

export const refuse: <Code extends keyof KernelRefusals>(code: Code, facts: KernelRefusals[Code]) => never =
  refusalsOf<KernelRefusals>();

export const kernelRefusals: RefusalCatalogue<KernelRefusals> = {
  'amount-not-string': { status: 422, title: () => '金额须为文本，例如 "188967.50"，不能是数字' },
  'amount-format': {
    status: 422,
    title: ({ received }) => `金额格式不正确：“${received}”，须为元，恰好两位小数，不带分隔符`,
  },
  'amount-too-large': { status: 422, title: ({ received }) => `金额超过上限：“${received}”` },
  'amount-not-positive': { status: 422, title: ({ received }) => `金额须大于零：“${received}”` },
  'invalid-date': { status: 422, title: ({ received }) => `日期不正确：“${received}”，须为 YYYY-MM-DD 的真实日期` },
  'invalid-period': { status: 422, title: ({ received }) => `所属期不正确：“${received}”，须为 YYYY-MM` },
  'document-number-not-text': { status: 422, title: () => '文号须为文本' },
  'document-number-empty': { status: 422, title: () => '文号不能为空' },
  'document-number-too-long': {
    status: 422,
    title: ({ length, longest }) => `文号过长：${length} 个字符，最多 ${longest} 个`,
  },
  'document-number-forbidden-character': {
    status: 422,
    title: ({ character }) => `文号含有不可见字符 ${character}，请删除后重新填写`,
  },
  'calendar-year-missing': { status: 422, title: ({ year }) => `尚未载入 ${year} 年工作日历，请先载入节假日安排` },
  'identity-number': {
    status: 422,
    title: ({ ending }) => `文字中含有公民身份号码（尾号 ${ending}）：登记后不能删除，请去掉后重新填写`,
  },
  'looks-like-personal-data': {
    status: 409,
    title: ({ field, line, looksLike, ending }) =>
      `${line === null ? '' : `第 ${line} 行`}${TEXT_FIELD_LABEL[field]}中的数字像${PERSON_LIKE_LABEL[looksLike]}（尾号 ${ending}），登记后不能删除：` +
      (field === 'confirmation' ? '请去掉后重新填写' : '是个人信息的请去掉；不是的，请写明事由后再提交'),
  },
  'date-ahead': {
    status: 422,
    title: ({ date, today }) => `日期 ${date} 晚于今天（${today}）：尚未发生的不能登记`,
  },
};
