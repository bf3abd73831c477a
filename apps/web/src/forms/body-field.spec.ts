import { BODY_RULES } from '../api/body-rules';
import { bodyField, neededHere, tooLong, typedWhole, wrongIn } from './body-field';

const CODE = bodyField('/v1/units', 'code', '单位编码');
const PERCENT = bodyField('/v1/programmes/{programmeId}/performance-measures', 'measures.percent', '年度值');
const DAY = bodyField('/v1/programmes/{programmeId}/payment-standards', 'deadline.day', '每月几日');

describe('a field of what is sent', () => {
  it('has the rule of the interface and the label of the page', () => {
    expect(CODE).toEqual({ label: '单位编码', needed: true, longest: 20 });
    expect(DAY).toEqual({ label: '每月几日', needed: true, least: 1, most: 31 });
  });

  it('is missing where it is needed, blanks are nothing, and what may be left out may', () => {
    expect(wrongIn(CODE, ' \u3000')).toBe('请填写单位编码');
    expect(wrongIn(CODE, '370001')).toBeNull();
    const note = bodyField('/v1/people', 'number', '工号');
    expect([wrongIn(note, ''), wrongIn(neededHere(note), '')]).toEqual([null, '请填写工号']);
  });

  it('counts characters as people do, without the blanks around them', () => {
    expect(tooLong(CODE, `  ${'𠮷'.repeat(20)} `)).toBeNull();
    expect(wrongIn(CODE, '𠮷'.repeat(21))).toBe('单位编码过长，上限 20 个字');
    expect(tooLong(CODE, 'e\u0301'.repeat(20))).toBeNull();
  });

  it('has the shape that the interface says, in its words', () => {
    expect(['33.33', '0', '100.00'].map((text) => wrongIn(PERCENT, text))).toEqual([null, null, null]);
    expect(wrongIn(PERCENT, '100.01')).toBe('年度值不正确：百分比，0 至 100，最多两位小数');
  });

  it('is a whole number within its bounds', () => {
    expect([1, 31].map((day) => wrongIn(DAY, day))).toEqual([null, null]);
    expect([0, 32, 1.5].map((day) => wrongIn(DAY, day))).toEqual(
      Array.from({ length: 3 }, () => '每月几日须为 1 至 31 的整数'),
    );
    expect(wrongIn(DAY, typedWhole(''))).toBe('请填写每月几日');
  });

  it.each([
    ['31', 31],
    ['３１', 31],
    [' 0 ', 0],
    ['-1', null],
    ['1.0', null],
    ['', null],
    ['9999999999', null],
  ])('%j typed is %j', (text, number) => {
    expect(typedWhole(text)).toBe(number);
  });
});

describe('a rule that a form takes from one body for all', () => {
  const bodies = Object.entries(BODY_RULES as Readonly<Record<string, Readonly<Record<string, object>>>>);
  const rulesOf = (...names: readonly string[]) =>
    bodies.flatMap(([, rules]) =>
      Object.entries(rules).flatMap(([name, { needed: _, ...rule }]: [string, { needed?: true }]) =>
        names.includes(name.split('.').at(-1) ?? '') ? [JSON.stringify(rule)] : [],
      ),
    );

  it.each([[['confirmation']], [['lateReason']], [['headcount']], [['documentNumber']]])(
    '%j is the same in every body that has it',
    (names) => {
      const rules = rulesOf(...names);
      expect(rules.length).toBeGreaterThan(3);
      expect(new Set(rules).size).toBe(1);
    },
  );

  it('is not the same for a name', () => {
    expect(new Set(rulesOf('name')).size).toBeGreaterThan(1);
  });

  it.each([
    [
      '/v1/appropriations/{appropriationId}/spending-plan',
      '/v1/appropriations/{appropriationId}/spending-plan-revisions',
    ],
    ['/v1/units', '/v1/units/{unitId}/changes'],
    [
      '/v1/appropriations/{appropriationId}/arrivals',
      '/v1/appropriations/{appropriationId}/arrivals/{arrivalId}/corrections',
    ],
    ['/v1/calendars/{year}/load', '/v1/calendars/{year}/correct'],
    ['/v1/payout-schemes', '/v1/payout-schemes/{schemeId}/revise'],
    ['/v1/accounts/{accountId}/disabling', '/v1/accounts/{accountId}/session-ending'],
  ])('%s is what it is changed by', (first, changed) => {
    const [one, other] = [first, changed].map((path) => bodies.find(([each]) => each === path)?.[1] ?? {});
    const shared = Object.keys(one ?? {}).filter((name) => name in (other ?? {}));
    expect(shared).not.toEqual([]);
    // What a change must give its reason for, a first entry need not.
    const bounds = (rules: object | undefined, name: string) => {
      const { needed: _, ...rest } = (rules as Readonly<Record<string, { readonly needed?: true }>>)[name] ?? {};
      return [name, rest];
    };
    for (const name of shared) expect(bounds(other, name)).toEqual(bounds(one, name));
  });
});
