/** 触发值: what a formula comes to, which is the last of its parts that has a figure. */
export const triggerIn = (formula: string): string =>
  formula
    .split('，')
    .filter((part) => /\d/.test(part))
    .at(-1) ?? formula;
