import { InvalidArgumentError } from 'commander';
import { sentenceOf } from '@bofu/api';
import { isPosition, parseActorName, parseKnownAt, type KnownAt } from '@bofu/http';
import type { Position } from '@bofu/event-store';
import { parseProgrammeCode, parseUnitCode } from '@bofu/budget';
import {
  firstUnseen,
  hasSomethingToSee,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  parsePositiveYuan,
  RATE_PERIODS,
  Refusal,
  type Fen,
  type RatePeriod,
  type SpendingPlan,
  refuseIdentityNumber,
} from '@bofu/kernel';

/** What a person may write behind an option: understood whole before anything is opened, or a mistake of usage. */
const readBy =
  <Value>(parse: (text: string) => Value) =>
  (text: string): Value => {
    try {
      return parse(text);
    } catch (error) {
      throw error instanceof Refusal ? new InvalidArgumentError(sentenceOf(error)) : error;
    }
  };

const number = (pattern: RegExp, sentence: string) => (text: string) => {
  if (!pattern.test(text)) throw new InvalidArgumentError(sentence);
  return Number(text);
};

export const date = readBy(parseBusinessDate);
export const month = readBy(parsePeriod);
export const amount = readBy(parsePositiveYuan);
export const year = number(/^[12]\d{3}$/, '须为四位年度，如 2021');
export const count = number(/^[1-9]\d{0,8}$/, '须为正整数，不带逗号和小数');
export const dayOfMonth = number(/^([1-9]|[12]\d|3[01])$/, '须为 1 至 31');

export const actor = (text: string): string => {
  try {
    return parseActorName(text);
  } catch {
    throw new InvalidArgumentError('须为 1 至 64 个字的姓名，不含换行和不可见字符');
  }
};

/** Which length is which store's is seen once it is open. */
export const position = (text: string): Position => {
  if (!isPosition(text)) throw new InvalidArgumentError('须为事件位置，如 00000000000000000042');
  return text;
};

export const knownAt: (text: string) => KnownAt = readBy(parseKnownAt);

export const programmeCode = readBy(parseProgrammeCode);
export const unitCode = readBy(parseUnitCode);
export const documentNumber = readBy(parseDocumentNumber);

/** Text that stands on record as it was typed. */
export const text = (written: string): string => {
  const sound = hasSomethingToSee(written) && firstUnseen(written) === null && [...written].length <= 200;
  if (!sound) throw new InvalidArgumentError('须为 1 至 200 个字，不含换行和不可见字符');
  return written;
};

/** 内容摘要, as `bofu payment show` and `bofu year status` print it. */
export const digest = (written: string): string => {
  if (!/^[0-9a-f]{64}$/.test(written))
    throw new InvalidArgumentError('须为 64 位十六进制摘要，见 payment show 或 year status');
  return written;
};

export const bank = (written: string): string => {
  if ([...written].length > 50) throw new InvalidArgumentError('须为 1 至 50 个字');
  return text(written);
};

/** Words of people's own: no identity number stands among them. */
export const freeText = readBy((written) => {
  refuseIdentityNumber(written);
  return text(written);
});

export const monthDay = (written: string): string => {
  if (!/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(written)) throw new InvalidArgumentError('须为 MM-DD，如 06-30');
  return written;
};

interface WrittenRate {
  readonly rateFen: Fen;
  readonly per: RatePeriod;
}
/** A rate and what it is called: `基础养老金=93.00/month`. */
export type LabelledRate = WrittenRate & { readonly label: string };
/** What an appropriation bears for each head: `<编号>=93.00/month`. */
export type SharedRate = WrittenRate & { readonly appropriationId: string };

const RATE = /^(.+)=([^=/]+)(?:\/([a-z-]+))?$/;

/** Once for each: what stands before `=`, the amount, and behind `/` how often, which is monthly unless said. */
function rateIn(written: string): WrittenRate & { readonly before: string } {
  const [, before = '', yuan = '', often = 'month'] = RATE.exec(written) ?? [];
  const per = RATE_PERIODS.find((each) => each === often);
  if (before === '' || per === undefined)
    throw new InvalidArgumentError(`须写作 …=93.00/month，周期为 ${RATE_PERIODS.join('、')} 之一`);
  return { before, rateFen: amount(yuan), per };
}

export const labelledRate = (written: string, before: readonly LabelledRate[] = []): LabelledRate[] => {
  const { before: label, ...rate } = rateIn(written);
  return [...before, { label: text(label), ...rate }];
};

export const sharedRate = (written: string, before: readonly SharedRate[] = []): SharedRate[] => {
  const { before: appropriationId, ...rate } = rateIn(written);
  return [...before, { appropriationId, ...rate }];
};

/** `2026-03-31=25.00`: by that day so many percent. */
export const checkpoint = (written: string, before: SpendingPlan = []): SpendingPlan => {
  const [, on = '', percent = ''] = /^([^=]+)=(\d{1,3}\.\d{2})$/.exec(written) ?? [];
  if (percent === '') throw new InvalidArgumentError('须写作 日期=累计百分比，如 2026-03-31=25.00');
  return [...before, { on: date(on), cumulativeShare: Number(percent.replace('.', '')) }];
};

export const jsonObject = (text: string): Record<string, never> => {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, never>;
  } catch {
    // Told below, as anything else that is no object.
  }
  throw new InvalidArgumentError('须为一个 JSON 对象');
};
