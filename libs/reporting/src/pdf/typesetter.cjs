// Sets one document in a thread of its own: laying out a thousand rows takes seconds, and nobody else waits for them.
const { dirname, join, sep } = require('node:path');
const { parentPort, workerData } = require('node:worker_threads');
const fontkit = require('fontkit');
const pdfmake = require('pdfmake');

const folder = join(dirname(require.resolve('@embedpdf/fonts-sc')), '../fonts');
const faces = { normal: join(folder, 'NotoSansHans-Regular.otf'), bold: join(folder, 'NotoSansHans-Bold.otf') };
pdfmake.setFonts({ Hans: faces });
// A document names no file and no address; what text it carries is text.
pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder + sep));
pdfmake.setUrlAccessPolicy(() => false);

const HAIRLINE = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  hLineColor: () => '#8C8C8C',
  vLineColor: () => '#8C8C8C',
};
const FIGURES = {
  ...HAIRLINE,
  paddingLeft: () => 3,
  paddingRight: () => 3,
  paddingTop: () => 1.5,
  paddingBottom: () => 1.5,
};
pdfmake.addTableLayouts({
  figures: {
    ...FIGURES,
    // Title and heading run across in a cell without borders; the cells it covers would draw theirs all the same.
    hLineWidth: (at) => (at < 2 ? 0 : 0.5),
  },
  // Inside the last row of figures, whose line above is there already.
  'last-figures': { ...FIGURES, hLineWidth: (at) => (at < 1 ? 0 : 0.5) },
  // A line to cut along, between two forms.
  halves: {
    hLineWidth: (at, { table }) => (at > 0 && at < table.body.length ? 0.5 : 0),
    vLineWidth: () => 0,
    hLineStyle: () => ({ dash: { length: 4 } }),
    hLineColor: () => '#8C8C8C',
    paddingLeft: () => 0,
    paddingRight: () => 0,
    paddingTop: () => 10,
    paddingBottom: () => 0,
  },
  form: { ...HAIRLINE, paddingLeft: () => 4, paddingRight: () => 4, paddingTop: () => 3, paddingBottom: () => 3 },
});

const face = fontkit.openSync(faces.normal);
/** 缺字: a character the face does not have would be left out without a word; 〓 is what printers set for it. */
const shown = (text) =>
  [...text].map((character) => (face.hasGlyphForCodePoint(character.codePointAt(0)) ? character : '〓')).join('');

/** The same document with every text in it as it can be shown. */
function legible(node) {
  if (Array.isArray(node)) return node.map(legible);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === 'text' && typeof value === 'string' ? shown(value) : legible(value),
    ]),
  );
}

const { foot, info, ...document } = workerData;
const definition = {
  ...legible(document),
  info,
  defaultStyle: { font: 'Hans', ...document.defaultStyle },
  footer: (page, pages) => ({
    columns: [{ text: shown(foot) }, { text: `第 ${page} 页，共 ${pages} 页`, alignment: 'right' }],
    fontSize: 8,
    margin: [28, 6, 28, 0],
  }),
};
pdfmake
  .createPdf(definition)
  .getBuffer()
  .then((bytes) => parentPort.postMessage(bytes));
