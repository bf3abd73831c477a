import { readEditablePaper } from '../src/file/read-paper-file';
import { viewPaper } from '../src/paper.view';
import {
  asDocx,
  asText,
  blocksOf,
  paperWith,
  type PrintedBlock,
  type PrintedPaper,
  type PrintedSheet,
} from './printed-disclosure';

export type Draft = ReturnType<typeof viewPaper>;

export const readText = (text: string): Draft => viewPaper(readEditablePaper(Buffer.from(text)));
export const readBlocks = (blocks: readonly PrintedBlock[]): Draft => readText(asText(blocks));
export const readDocxOf = (blocks: readonly PrintedBlock[]): Draft => viewPaper(readEditablePaper(asDocx(blocks)));
export const readPrinted = (paper: PrintedPaper): Draft => readBlocks(blocksOf(paper));

/** One programme printed and read again, in a paper that declares the given 项目支出. */
export const readSheet = (sheet: PrintedSheet, declared = '12.00万元') =>
  readPrinted(paperWith([sheet], declared)).programmes[0]!;

/** The reasons of all flags, each once. */
export const reasonsOf = (draft: Draft): string[] => [...new Set(draft.flags.map(({ reason }) => reason))].sort();
