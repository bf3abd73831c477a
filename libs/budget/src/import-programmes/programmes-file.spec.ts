import { Refusal } from '@bofu/kernel';
import { budgetRefusals } from '../budget-refusals';
import type { ImportDefect } from '../domain/refusals';
import { SOMEBODY } from '@bofu/testing';
import { readProgrammesFile } from './programmes-file';
import { programmeForm } from './programmes-form';
import { smallFile, type FileDraft } from '../../testing/small-programmes-file';

function defectsOf(bytes: Buffer | string): { defects: readonly ImportDefect[]; total: number } {
  try {
    readProgrammesFile(Buffer.from(bytes), SOMEBODY);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'import-file-invalid')
      return error.facts as unknown as { defects: ImportDefect[]; total: number };
    throw error;
  }
  return { defects: [], total: 0 };
}

const changed = (change: (file: FileDraft) => void): string => {
  const file = smallFile();
  change(file);
  return JSON.stringify(file);
};
const first = (change: (programme: FileDraft['programmes'][number]) => void): string =>
  changed(({ programmes }) => change(programmes[0]!));

describe('a file without declared totals', () => {
  it('is accepted: not every document prints one', () => {
    const file = changed((draft) => (draft.declaredTotals = []));
    expect(readProgrammesFile(Buffer.from(file), SOMEBODY).declared).toEqual([]);
  });
});

describe('a file with one thing wrong', () => {
  const AT = '/programmes/0';

  // Each row: what is wrong, the file, where the refusal points, and a word its reason must contain.
  it.each<[string, Buffer | string, string, string]>([
    ['nothing in it', '', '', 'JSON'],
    ['cut short', changed(() => undefined).slice(0, -2), '', 'JSON'],
    ['a comment in it', `// 2021\n${changed(() => undefined)}`, '', 'JSON'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xc3, 0x28]), '', 'UTF-8'],
    [
      'text in UTF-16',
      Buffer.from(
        changed(() => undefined),
        'utf16le',
      ),
      '',
      'UTF-8',
    ],
    ['a list where the file should be', '[]', '', '无效输入'],
    ['another format', changed((file) => (file['format'] = 'bofu-programmes-2')), '/format', '无效'],
    ['no bureau', changed((file) => delete file['bureau']), '/bureau', '缺少'],
    ['an unknown field', changed((file) => (file['total'] = '1.00')), '', 'total'],
    ['a field of the prototype', changed(() => undefined).replace('{', '{"__proto__":{},'), '', '__proto__'],
    ['no programmes', changed((file) => (file.programmes = [])), '/programmes', '数值过小'],
    [
      'a total declared twice',
      changed((file) => file.declaredTotals.push(file.declaredTotals[0]!)),
      '/declaredTotals/1/budgetType',
      '重复',
    ],
    ['a unit listed twice', changed((file) => file.units.push(file.units[0]!)), '/units/1/code', '重复'],
    [
      'a start outside its year',
      changed((file) => (file['effectiveOn'] = '2020-12-31')),
      '/effectiveOn',
      '不在预算年度 2021',
    ],
    [
      'a day that does not exist',
      changed((file) => (file['effectiveOn'] = '2021-02-30')),
      '/effectiveOn',
      '日期不正确',
    ],
    ['an amount that is a number', first((programme) => (programme['amount'] = 100)), `${AT}/amount`, '须为文本'],
    ['an amount with a separator', first((programme) => (programme['amount'] = '1,000.00')), `${AT}/amount`, '格式'],
    ['an amount with three places', first((programme) => (programme['amount'] = '1.000')), `${AT}/amount`, '格式'],
    ['an amount of nothing', first((programme) => (programme['amount'] = '0.00')), `${AT}/amount`, '大于零'],
    ['no amount', first((programme) => delete programme['amount']), `${AT}/amount`, '缺少'],
    [
      'an amount written twice',
      changed(() => undefined).replace(
        '"issuedAs":"advance","amount":',
        '"issuedAs":"advance","amount":"1.00","amount":',
      ),
      `${AT}/amount`,
      '两次',
    ],
    ['a code one character short', first((programme) => (programme['code'] = 'A'.repeat(20))), `${AT}/code`, '21'],
    ['a code of other signs', first((programme) => (programme['code'] = 'А'.repeat(21))), `${AT}/code`, '21'],
    ['a unit code of other signs', first((programme) => (programme['unit'] = '356/001')), `${AT}/unit`, '单位编码'],
    [
      'a code used twice',
      changed(({ programmes }) => (programmes[1]!['code'] = programmes[0]!['code'])),
      '/programmes/1/code',
      '重复',
    ],
    [
      'a number used twice',
      changed(({ programmes }) => (programmes[1]!['sequence'] = 1)),
      '/programmes/1/sequence',
      '重复',
    ],
    ['a number of nothing', first((programme) => (programme['sequence'] = 0)), `${AT}/sequence`, '数值过小'],
    [
      'a name with a hidden turn of direction',
      first((programme) => (programme['name'] = '养老\u202e金')),
      `${AT}/name`,
      '不可见',
    ],
    ['a name that only looks empty', first((programme) => (programme['name'] = '\u3164')), `${AT}/name`, 'U+3164'],
    ['a name of blanks', first((programme) => (programme['name'] = ' \u3000')), `${AT}/name`, '不能为空'],
    ['a name that is empty', first((programme) => (programme['name'] = '')), `${AT}/name`, '不能为空'],
    ['a unit that is not listed', first((programme) => (programme['unit'] = '999999')), `${AT}/unit`, '999999'],
    [
      'a level nobody knows',
      first((programme) => (programme['fundingLevel'] = 'toString')),
      `${AT}/fundingLevel`,
      '无效选项',
    ],
    ['money from above without a document', first((programme) => (programme['documentNumber'] = null)), AT, '文号'],
    [
      'a document number that is empty',
      first((programme) => (programme['documentNumber'] = ' ')),
      `${AT}/documentNumber`,
      '文号',
    ],
    [
      'a plan share with a percent sign',
      first(({ plan }) => (plan[0]!.cumulativePercent = '25%')),
      `${AT}/plan/0/cumulativePercent`,
      '两位小数',
    ],
    ['a plan above 100 percent', first(({ plan }) => (plan[1]!.cumulativePercent = '100.01')), `${AT}/plan`, '100%'],
    ['a plan that falls', first(({ plan }) => (plan[1]!.cumulativePercent = '10.00')), `${AT}/plan`, '低'],
    ['a plan that ends early', first(({ plan }) => (plan[1]!.cumulativePercent = '90.00')), `${AT}/plan`, '100%'],
    ['a plan out of order', first(({ plan }) => plan.reverse()), `${AT}/plan`, '先后'],
    ['a plan of another year', first(({ plan }) => (plan[1]!.on = '2022-12-31')), `${AT}/plan`, '不在预算年度'],
    ['no plan', first((programme) => (programme.plan = [])), `${AT}/plan`, '时点'],
    [
      'a rate that is a number',
      first(({ standard }) => (standard.rates[0]!['amount'] = 93)),
      `${AT}/standard/rates/0/amount`,
      '须为文本',
    ],
    ['half a person', first(({ standard }) => (standard['headcount'] = 0.5)), `${AT}/standard/headcount`, '无效'],
    [
      'a deadline on the 32nd',
      first(({ standard }) => (standard['deadline'] = { kind: 'monthly', day: 32, printed: '32日' })),
      `${AT}/standard/deadline/day`,
      '数值过大',
    ],
    [
      'a deadline in a 13th month',
      first(({ standard }) => (standard['deadline'] = { kind: 'by-date', monthDay: '13-01', printed: '年底' })),
      `${AT}/standard/deadline/monthDay`,
      'MM-DD',
    ],
    [
      'a deadline of an unknown kind',
      first(({ standard }) => (standard['deadline'] = { kind: 'weekly', printed: '每周' })),
      `${AT}/standard/deadline/kind`,
      '无效',
    ],
    [
      'a target without its name',
      first(({ targets }) => delete targets[0]!['level3']),
      `${AT}/targets/0/level3`,
      '缺少',
    ],
    [
      'more targets than an event holds',
      first(
        (programme) =>
          (programme.targets = Array.from({ length: 200 }, () => ({
            ...programme.targets[0]!,
            target: '人'.repeat(200),
          }))),
      ),
      `${AT}/targets`,
      '内容过多',
    ],
  ])('%s is refused where it stands', (_what, bytes, pointer, word) => {
    const { defects, total } = defectsOf(bytes);
    expect({ total, pointers: defects.map((defect) => defect.pointer) }).toEqual({ total: 1, pointers: [pointer] });
    expect(defects[0]!.reason).toContain(word);
    expect(defects[0]!.reason).toMatch(/[\u4e00-\u9fa5]/);
  });
});

describe('a file with several things wrong', () => {
  it('is told all of them at once, those of the heading and those of each programme', () => {
    const bytes = changed((file) => {
      file['bureau'] = '';
      file.programmes[0]!['amount'] = 60;
      file.programmes[0]!['code'] = 'X';
      file.programmes[1]!['budgetType'] = 'private';
    });
    expect(
      defectsOf(bytes)
        .defects.map(({ pointer }) => pointer)
        .sort(),
    ).toEqual(['/bureau', '/programmes/0/amount', '/programmes/0/code', '/programmes/1/budgetType']);
  });

  it('has its rules broken in one programme and its form in another told together', () => {
    const bytes = changed(({ programmes }) => {
      programmes[0]!.plan[1]!.cumulativePercent = '90.00';
      programmes[1]!['amount'] = '5';
    });
    expect(defectsOf(bytes).defects.map(({ pointer }) => pointer)).toEqual([
      '/programmes/1/amount',
      '/programmes/0/plan',
    ]);
  });

  it('is summed up in one sentence for the clerk', () => {
    const bytes = changed(({ programmes }) => programmes.forEach((programme) => (programme['amount'] = 5)));
    const reason = '金额须为文本，例如 "188967.50"，不能是数字';
    expect(budgetRefusals['import-file-invalid'].title(defectsOf(bytes))).toBe(
      `导入文件有 2 处不符合要求：/programmes/0/amount ${reason}；/programmes/1/amount ${reason}`,
    );
  });

  it('is read no further than its 200th', () => {
    const looked = jest.spyOn(programmeForm, 'safeParse');
    const bytes = changed((file) => (file.programmes = Array.from({ length: 1_900 }, () => ({}) as never)));
    const { defects, total } = defectsOf(bytes);
    expect([defects.length, total]).toEqual([200, 200]);
    expect(budgetRefusals['import-file-invalid'].title({ defects, total })).toMatch(/^导入文件至少有 200 处/);
    expect(looked.mock.calls.length).toBeLessThan(200);
    looked.mockRestore();
  });

  it('is not looked into where it has more rows than any bureau', () => {
    const looked = jest.spyOn(programmeForm, 'safeParse');
    const rows = Array.from({ length: 300_000 }, () => ({}) as never);
    expect(defectsOf(changed((file) => (file.programmes = rows)))).toMatchObject({
      total: 1,
      defects: [{ pointer: '/programmes', reason: expect.stringContaining('2000') as string }],
    });
    expect(looked).not.toHaveBeenCalled();
    looked.mockRestore();
    for (const list of ['plan', 'targets'] as const)
      expect(defectsOf(first((programme) => (programme[list] = rows)))).toMatchObject({
        total: 1,
        defects: [{ pointer: `/programmes/0/${list}` }],
      });
  });

  it('is answered briefly, whatever it is made of', () => {
    const names = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`unknown${at}`, 1]));
    const repeats = `{"${'x'.repeat(100_000)}":1,"${'x'.repeat(100_000)}":2}`;
    for (const bytes of [changed((file) => Object.assign(file, names)), repeats])
      expect(JSON.stringify(defectsOf(bytes)).length).toBeLessThan(10_000);
  });

  it('is read the same however its codes are typed', () => {
    const bytes = first((programme) => (programme['code'] = ` ${String(programme['code']).toLowerCase()}　`));
    const codesOf = (file: string) =>
      readProgrammesFile(Buffer.from(file), SOMEBODY).programmes.map(({ code, issue }) => [code, issue.programme]);
    expect(codesOf(bytes)).toEqual(codesOf(JSON.stringify(smallFile())));
  });

  it('is refused, not choked on, however deep its brackets go', () => {
    const depth = 200_000;
    expect(defectsOf('['.repeat(depth) + ']'.repeat(depth)).total).toBe(1);
  });
});

describe('a file with nothing wrong', () => {
  it('passes every check', () => expect(defectsOf(JSON.stringify(smallFile())).defects).toEqual([]));

  it('may begin with a byte order mark', () =>
    expect(defectsOf(`\ufeff${JSON.stringify(smallFile())}`).defects).toEqual([]));

  it('may write the same key in different objects', () =>
    expect(defectsOf(first((programme) => (programme['note'] = '"amount": "amount",'))).defects).toEqual([]));
});
