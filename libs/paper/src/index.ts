export { LARGEST_PAPER, readPaperFile, type PaperReading } from './file/read-paper-file';
export { cellAddress, readSheet, type SheetCell, type SheetRow } from './file/read-xlsx';
export { readInThread, type ReadPaper } from './file/read-in-thread';
export { FLAG_SENTENCE } from './paper-labels';
export { paperRefusals } from './paper-refusals';
export { viewPaper } from './paper.view';
export { type SourceBlock } from './source-of-figures';
