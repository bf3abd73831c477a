import type { PaperRefusals } from './domain/refusals';
import { FLAG_SENTENCE, PAGE_DOUBT } from './paper-labels';
import { paperRefusals } from './paper-refusals';

const facts: { readonly [Code in keyof PaperRefusals]: PaperRefusals[Code] } = {
  'paper-too-complex': {},
  'paper-holds-personal-data': { ending: '8000', printed: '联系电话' },
  'paper-too-large': { bytes: 21 * 1024 * 1024, most: 20 * 1024 * 1024 },
  'paper-file-kind': { found: 'PDF' },
  'paper-damaged': { reason: 'unexpected end' },
  'paper-locked': {},
  'paper-has-form-fields': { page: 3 },
  'paper-page-unclear': { page: 4, why: 'not-closed' },
  'paper-totals-unproven': { verdict: 'differs', sum: '12.00', declared: '13.00' },
  'paper-has-no-text': {},
  'paper-lost-its-cells': {},
  'paper-masked': { line: 12, printed: '****' },
  'paper-is-final-accounts': { printed: '2024年度部门决算' },
  'paper-is-evaluation': { printed: '实际完成值' },
  'paper-is-budget-adjustment': { printed: '预算调整方案' },
  'paper-is-notice': { printed: '关于下达资金的通知' },
  'paper-kind-unknown': { title: '工作总结' },
  'paper-without-tables': { pointer: '详见附件' },
  'paper-without-programme-tables': { tables: 3, pointer: null },
  'paper-of-four-grades': { tables: 3 },
  'paper-is-blank-form': { tables: 3 },
  'paper-year-missing': {},
};

describe('what is said of a paper', () => {
  it.each(Object.keys(facts) as (keyof PaperRefusals)[])('%s is one Chinese sentence', (code) => {
    const { status, title } = paperRefusals[code];
    expect([413, 415, 422]).toContain(status);
    expect(title(facts[code] as never)).toMatch(/\p{Script=Han}{4}/u);
    expect(title(facts[code] as never)).not.toMatch(/undefined|null|\[object/);
  });

  it('names the place, where there is one', () => {
    expect(paperRefusals['paper-masked'].title(facts['paper-masked'])).toContain('第 12 行');
    expect(paperRefusals['paper-masked'].title({ line: null, printed: '****' })).not.toContain('行');
  });

  it('says of another kind of paper what it is, and on which screen it is entered', () => {
    const adjustment = paperRefusals['paper-is-budget-adjustment'].title(facts['paper-is-budget-adjustment']);
    expect(adjustment).toMatch(/^这是预算调整，.*“预算项目”.*追加、追减或调剂/);
    const notice = paperRefusals['paper-is-notice'].title(facts['paper-is-notice']);
    expect(notice).toMatch(/^这是下达或拨付的通知，.*“预算项目 → 下达指标”.*追加/);
  });

  it('has a sentence for each reason to ask', () => {
    const sentences = [...Object.values(FLAG_SENTENCE), ...Object.values(PAGE_DOUBT)];
    expect(sentences.every((sentence) => /\p{Script=Han}{3}/u.test(sentence))).toBe(true);
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});
