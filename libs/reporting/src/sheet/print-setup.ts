import type { Feature, Image } from 'write-excel-file/node';

/**
 * What the writer has no option for, put into its files: as wide as the paper, the heading on every page, and the line
 * for signatures with the page number at the foot.
 */
export const printSetup = (sheet: string, headingLines: number, signatures: string): Feature<Image['content']> => ({
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
            .replace(/<pageSetup [^>]*\/>/, (setup) => `${setup}<headerFooter>${footer(signatures)}</headerFooter>`),
        transformElementAttributes: (tag, attributes) =>
          tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
      },
    },
  },
});

const footer = (signatures: string): string =>
  `<oddFooter>&amp;L${signatures}&amp;R第 &amp;P 页，共 &amp;N 页</oddFooter>`;
