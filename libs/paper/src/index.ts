export { LARGEST_PAPER, readPaperFile, type PaperReading } from './file/read-paper-file';
export { FLAG_SENTENCE } from './paper-labels';
export { paperRefusals } from './paper-refusals';
export { viewPaper } from './paper.view';
