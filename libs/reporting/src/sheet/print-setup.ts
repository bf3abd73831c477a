import type { Feature, Image } from 'write-excel-file/node';
import { SIGNATURES } from './signatures';

/**
 * What the writer has no option for, put into its files: as wide as the paper, the heading on every page, and the line
 * for signatures with the page number at the foot.
 */
export const printSetup = (sheet: string, headingLines: number): Feature<Image['content']> => ({
  files: {
    transform: {
      'xl/workbook.xml': {
        transform: (xml) =>
          xml.replace(
            '<definedNames/>',
            '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">' +
              `'${sheet}'!$1:$${headingLines}</definedName></definedNames>`,
          ),
      },
      'xl/worksheets/sheet{id}.xml': {
        transform: (xml) =>
          xml
            .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
            .replace(/<pageSetup [^>]*\/>/, (setup) => `${setup}<headerFooter>${FOOTER}</headerFooter>`),
        transformElementAttributes: (tag, attributes) =>
          tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
});

const FOOTER = `<oddFooter>&amp;L${SIGNATURES}&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter>`;
