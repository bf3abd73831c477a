import { invariant } from './refusal';
import type { Fen } from './fen';

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['仟', '佰', '拾', ''];
const GROUPS = ['', '万', '亿', '万亿'];

const digitName = (digit: string): string => DIGITS[Number(digit)] ?? '';

/** Four digits as read aloud; every zero is still written, and runs of them are closed up afterwards. */
function groupName(group: string, unit: string): string {
  if (group === '0000') return '零';
  const digits = [...group].map((digit, place) => (digit === '0' ? '零' : `${digitName(digit)}${PLACES[place]}`));
  return digits.join('').replace(/零+$/, '') + unit;
}

function wholeYuan(digits: string): string {
  const groups = digits.padStart(GROUPS.length * 4, '0').match(/\d{4}/g) ?? [];
  return groups
    .map((group, index) => groupName(group, GROUPS[groups.length - 1 - index] ?? ''))
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}

/**
 * 大写金额 as vouchers carry it, e.g. `人民币壹仟肆佰零玖元伍角`: 整 closes whole 元, nothing closes 角 or 分. Where the rule
 * leaves a choice, the 零 is written between 元 and 角 and left out after 万. 负 for red entries is a house rule.
 * Source: 中国人民银行《支付结算办法》附一 正确填写票据和结算凭证的基本规定.
 */
export function toCapitalAmount(amount: Fen): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  invariant(digits.length <= 18, '大写金额 reaches 9999 万亿元');
  const yuan = wholeYuan(digits.slice(0, -2));
  const [jiao = '', fen = ''] = digits.slice(-2);
  const sign = `人民币${amount < 0n ? '负' : ''}`;

  if (jiao === '0' && fen === '0') return `${sign}${yuan || '零'}元整`;
  const gap = yuan !== '' && (jiao === '0' || digits.at(-3) === '0') ? '零' : '';
  return [
    sign,
    yuan && `${yuan}元`,
    gap,
    jiao === '0' ? '' : `${digitName(jiao)}角`,
    fen === '0' ? '' : `${digitName(fen)}分`,
  ].join('');
}
