import { fen, type RatePeriod } from '@bofu/kernel';
import type { Deadline, Headcount, IndicatorDraft, Rate } from './draft';
import { blankFigure, flaggedFigure, inferredFigure, printedFigure, type Figure, type Source } from './figure';
import { folded, type Place } from './paper-text';
import { decimalIn } from './printed-amount';
import { deadlineIn } from './printed-date';

const NOWHERE: Place = { line: null, table: null, row: null, column: null };
const NOTHING: Source = { printed: '', place: NOWHERE };
const sourceOf = ({ target, place }: IndicatorDraft): Source => ({ printed: target, place });

const COUNT = /([≥≤>=<]|不少于|不低于|约)?(\d[\d,.]*)(万)?(人次|人月|人天|人|名|户次|户|位)/g;

interface Count {
  readonly indicator: IndicatorDraft;
  readonly count: number | null;
  readonly unit: string;
  readonly bounded: boolean;
}

const countsIn = (indicator: IndicatorDraft): Count[] =>
  [...folded(indicator.target).matchAll(COUNT)].map(([, sign, digits = '', tenThousand, unit = '']) => {
    const decimal = decimalIn(digits);
    const scaled = decimal && decimal.digits * (tenThousand ? 10_000n : 1n);
    const divisor = decimal ? 10n ** BigInt(decimal.places) : 1n;
    const count = scaled === null || scaled % divisor !== 0n ? null : Number(scaled / divisor);
    return { indicator, count, unit, bounded: sign !== undefined && sign !== '=' };
  });

/**
 * How many receive the money: only where the indicators of quantity print exactly one number of 人, 名 or 户. 人次 are
 * visits or payments and never people; several numbers are never added, for the people may be the same.
 */
export function headcountIn(indicators: readonly IndicatorDraft[]): Figure<Headcount> {
  const quantities = indicators.filter(({ level2 }) => /数量/.test(level2));
  const counts = quantities.flatMap(countsIn);
  const heads = counts.filter(({ unit }) => ['人', '名', '位', '户'].includes(unit));
  const [only] = heads;
  // A quantity left blank may be the number of others.
  if (only && quantities.some(({ target }) => target === '')) {
    return flaggedFigure('headcount', 'headcount-several', sourceOf(only.indicator), [`${only.count}${only.unit}`]);
  }
  if (heads.length > 1) {
    const source = sourceOf(only!.indicator);
    return flaggedFigure(
      'headcount',
      'headcount-several',
      source,
      heads.map(({ count, unit }) => `${count}${unit}`),
    );
  }
  if (only) {
    const source = sourceOf(only.indicator);
    const said = folded(only.indicator.target);
    if (only.bounded) return flaggedFigure('headcount', 'headcount-lower-bound', source, [`${only.count}${only.unit}`]);
    if (only.count === null || !/^[=]?[\d,.]+万?(?:人|名|位|户)$/.test(said)) {
      return flaggedFigure(
        'headcount',
        'headcount-several',
        source,
        only.count === null ? [] : [`${only.count}${only.unit}`],
      );
    }
    // A cell that says 人 under a heading of 人次 counts payments.
    if (/人次|累计/.test(folded(only.indicator.level3 + only.indicator.description)))
      return flaggedFigure('headcount', 'headcount-not-persons', source, [`${only.count}${only.unit}`]);
    return printedFigure('headcount', { count: only.count, of: only.unit === '户' ? 'households' : 'persons' }, source);
  }
  const visits = counts.find(({ unit }) => unit !== '');
  if (visits) return flaggedFigure('headcount', 'headcount-not-persons', sourceOf(visits.indicator));
  const things = quantities.find(
    ({ level3, description, target }) =>
      /人数/.test(level3 + description) && /^[≥=]?[\d,.]+(?:个|件|次)$/.test(folded(target)),
  );
  if (things) return flaggedFigure('headcount', 'unit-contradicts-value', sourceOf(things), [things.target]);
  return blankFigure('headcount', NOTHING);
}

const NUMBER = String.raw`(\d[\d,]*(?:\.\d+)?)`;
const EACH = '人|名|户|床|个|亩|村|次';
const TIME = '月|年|季度?|日|天|半年|学期';
/** 2.5元/月/人, 66元/人·月, 15000元/户/年, 18750元/人. */
const BY_SLASH = new RegExp(
  `(\\p{Script=Han}{0,12}?[≥≤>]?)=?${NUMBER}(万)?元(?:/|每)?(?:(${EACH})(?:[/·.、*•・∙]?(${TIME}))?|(${TIME})[/·.*•・∙]?(${EACH})?)(?![\\p{Script=Han}\\d])`,
  'gu',
);
/** 每人每月120元, 每户每年15000元, 每人33元, 每月每人中央93元. */
const BY_WORDS = new RegExp(
  `每(${EACH})(?:每(${TIME}))?(\\p{Script=Han}{0,6}?)${NUMBER}元|每(${TIME})每(${EACH})(\\p{Script=Han}{0,6}?)${NUMBER}元|每(${EACH})每${NUMBER}元`,
  'gu',
);

/** 最高不超过500元/人/年 is no rate. */
const IS_BOUND = /[≥≤>]|不超过|不低于|不少于|最高|最低|至少|至多|以内|约/;

const PER: Record<string, RatePeriod> = {
  月: 'month',
  年: 'year',
  季: 'quarter',
  季度: 'quarter',
  半年: 'half-year',
  日: 'day',
  天: 'day',
};
const eachOf = (word: string): Rate['each'] => (/[人名]/.test(word) ? 'person' : word === '户' ? 'household' : 'thing');

interface SaidRate {
  readonly digits: string;
  readonly tenThousand: boolean;
  readonly per: string | undefined;
  readonly each: string;
  readonly label: string;
  readonly source: Source;
  readonly once: boolean;
}

function ratesSaid(text: string, source: Source, once: boolean): SaidRate[] {
  const words = folded(text);
  const slashed = [...words.matchAll(BY_SLASH)].map(
    ([, label = '', digits = '', wan, each, time, timeFirst, eachLast]) => ({
      digits,
      tenThousand: wan !== undefined,
      per: time ?? timeFirst,
      each: each ?? eachLast ?? '',
      label,
      source,
      once,
    }),
  );
  if (slashed.length > 0) return slashed;
  return [...words.matchAll(BY_WORDS)].map((match) => ({
    digits: match[4] ?? match[8] ?? match[10] ?? '',
    tenThousand: false,
    per: match[2] ?? match[5],
    each: match[1] ?? match[6] ?? match[9] ?? '',
    label: match[3] ?? match[7] ?? '',
    source,
    once,
  }));
}

/**
 * 标准: what one receives each period, from the indicators of cost, else from the purpose. Without 月, 年 or 一次性 the
 * period is asked for; where cell and sentence say two amounts, neither is given.
 */
export function ratesIn(
  indicators: readonly IndicatorDraft[],
  purpose: Source | null,
  purposeText: string,
): readonly Figure<Rate>[] {
  const costs = indicators.filter(({ level2, level1 }) => /成本/.test(level2 + level1));
  const once = (text: string): boolean => /一次性/.test(text);
  const inCells = costs.flatMap((indicator) => {
    const said = indicator.level3 + indicator.description;
    return ratesSaid(indicator.target, sourceOf(indicator), once(said + indicator.target));
  });
  const inSentence = purpose === null ? [] : ratesSaid(purposeText, purpose, once(purposeText));
  const periodNamed = (rates: readonly SaidRate[]) =>
    rates.filter(({ per, once: single }) => per !== undefined || single);
  const said =
    periodNamed(inCells).length > 0
      ? inCells
      : periodNamed(inSentence).length > 0
        ? inSentence
        : [...inCells, ...inSentence];
  if (said.length === 0) return [];
  const amounts = (rates: readonly SaidRate[]) =>
    new Set(rates.map(({ digits }) => digits.replace(/,/g, '').replace(/\.0+$/, '')));
  const [cells, sentence] = [amounts(inCells), amounts(inSentence)];
  const contradict = cells.size === 1 && [...sentence].some((amount) => !cells.has(amount));
  // Several amounts in one sentence may be last year's and this year's.
  const severalInSentence = said === inSentence && sentence.size > 1;
  return said.map((rate) => {
    if (IS_BOUND.test(rate.label)) return flaggedFigure('rate', 'rate-is-bound', rate.source, [rate.digits]);
    const decimal = decimalIn(rate.digits);
    const readings = [rate.digits];
    if (contradict || severalInSentence)
      return flaggedFigure('rate', 'rate-differs', rate.source, [...cells, ...sentence]);
    if (!decimal || decimal.places > 2) return flaggedFigure('rate', 'amount-unreadable', rate.source, readings);
    const per = rate.per === undefined ? (rate.once ? 'once' : undefined) : PER[rate.per];
    if (per === undefined) {
      const offered = ['月', '年'].map((time) => `${rate.digits}元/${time}`);
      return flaggedFigure('rate', 'rate-period-missing', rate.source, offered);
    }
    const fenIn = (rate.tenThousand ? 1_000_000n : 100n) * decimal.digits;
    const amount = fen(fenIn / 10n ** BigInt(decimal.places));
    const value: Rate = { amount, per, each: eachOf(rate.each), label: rate.label };
    return said === inCells ? printedFigure('rate', value, rate.source) : inferredFigure('rate', value, rate.source);
  });
}

/** A day that only the description of an indicator names. */
const DAY_DESCRIBED = /(?<!\d)\d{1,2}(?:日|号)(?:以前|之前|前)|月底前|月末前/;

const UNCLEAR_DEADLINE = {
  several: 'deadline-several',
  'before-day': 'deadline-before-day',
  'no-day-of-year': 'deadline-of-another-year',
} as const;

/** 发放时限, from the indicators of time; the words stay beside it. */
export function deadlineFrom(
  indicators: readonly IndicatorDraft[],
  purposeText: string,
  year: number,
): Figure<Deadline> {
  const timely = indicators.filter(({ level2 }) => /时效/.test(level2));
  const said = timely.map((indicator) => ({ indicator, deadline: deadlineIn(folded(indicator.target), year) }));
  const dated = said.filter(({ deadline }) => deadline.kind !== 'unstated');
  const inPurpose = deadlineIn(folded(purposeText), year);
  const [first] = dated;
  const against = first ?? said[0];
  if (against && inPurpose.kind !== 'unstated' && JSON.stringify(inPurpose) !== JSON.stringify(against.deadline)) {
    return flaggedFigure('deadline', 'deadline-several', sourceOf(against.indicator), [
      against.indicator.target,
      purposeText,
    ]);
  }
  if (!first) {
    const described = timely.find(({ description }) => DAY_DESCRIBED.test(folded(description)));
    if (described)
      return flaggedFigure('deadline', 'deadline-only-described', sourceOf(described), [described.description]);
    const [plain] = timely;
    return printedFigure('deadline', { kind: 'unstated' }, plain ? sourceOf(plain) : NOTHING);
  }
  const source = sourceOf(first.indicator);
  const { deadline } = first;
  const words = new Set(dated.map((each) => JSON.stringify(each.deadline)));
  if (words.size > 1)
    return flaggedFigure(
      'deadline',
      'deadline-several',
      source,
      dated.map(({ indicator }) => indicator.target),
    );
  if (deadline.kind === 'unclear') {
    return flaggedFigure('deadline', UNCLEAR_DEADLINE[deadline.why], source, deadline.readings);
  }
  return printedFigure('deadline', deadline, source);
}

/** 按月 or 一次性, where deadline, rate and sentence agree; else not said. */
export function cashFlowOf(
  deadline: Figure<Deadline>,
  rates: readonly Figure<Rate>[],
  purpose: string,
  indicators: readonly IndicatorDraft[],
): Figure<'monthly' | 'one-off'> {
  const words = folded(
    purpose +
      indicators
        .filter(({ level2 }) => /时效|成本/.test(level2))
        .map(({ level3, description }) => level3 + description)
        .join(''),
  );
  const monthly =
    deadline.value?.kind === 'monthly' &&
    (/按月|每月每人|每人每月/.test(words) || rates.some(({ value }) => value?.per === 'month'));
  const once = /一次性/.test(words) && !/按月|每月/.test(words);
  if (monthly && !/一次性|分两次|缴费截止/.test(words)) return inferredFigure('cashFlow', 'monthly', deadline);
  if (once && deadline.value?.kind !== 'monthly') return inferredFigure('cashFlow', 'one-off', deadline);
  return blankFigure('cashFlow', NOTHING);
}
