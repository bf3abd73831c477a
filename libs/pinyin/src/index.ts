import { pinyin } from 'pinyin-pro';

/**
 * Text as people type it: width, case, blanks and brackets make no difference, 〔2021〕 and [2021] are the same.
 */
export const asTyped = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{Cc}]/gu, '');

const HAN = /\p{Script=Han}/u;

/** 拼音首字母: `cxjmyl` for 城乡居民养老; what is no Chinese character stays. `''` where there is none. */
export const initialsOf = (text: string): string =>
  HAN.test(text) ? asTyped(pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('')) : '';
