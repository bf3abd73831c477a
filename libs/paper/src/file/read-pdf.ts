import type { Letter, PageMarks, Rule } from '../domain/page/marks';
import { textOfPages } from '../domain/page/pages-text';
import type { PaperText } from '../domain/paper-text';
import { refuse } from '../domain/refusals';
import { openPdfEngine, type PdfEngine } from './pdf-engine';

const MOST_PAGES = 2_000;
const MOST_LETTERS = 3_000_000;
const MOST_OBJECTS = 400_000;

/**
 * Reads a PDF: letters and ruled lines by their places, and from these paragraphs and tables (`textOfPages`). Refuses
 * what has a password or limits on it, what shows other than it prints (forms, drawings over it), scans, and damage.
 */
export const readPdf = async (bytes: Uint8Array): Promise<PaperText> => textOfPages(await pagesIn(bytes));

export async function pagesIn(bytes: Uint8Array): Promise<readonly PageMarks[]> {
  const engine = await openPdfEngine();
  try {
    return pagesOf(engine, bytes);
  } catch (error) {
    // What stops the engine: a fault inside, or more memory than a paper needs.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError)
      return refuse('paper-damaged', { reason: 'PDF 内部有错' });
    throw error;
  }
}

/** Where no password stands; the engine takes addresses. */
const NO_PASSWORD = 0 as unknown as string;
const PASSWORD = 4;
const SECURITY = 5;
/** Static forms of XFA, and those that are shown instead of the pages. */
const XFA = [2, 3];

function pagesOf(engine: PdfEngine, bytes: Uint8Array): PageMarks[] {
  const at = engine.pdfium.wasmExports.malloc(bytes.byteLength);
  engine.pdfium.HEAPU8.set(bytes, at);
  const document = engine.FPDF_LoadMemDocument(at, bytes.byteLength, NO_PASSWORD);
  if (document === 0) {
    const error = engine.FPDF_GetLastError();
    return error === PASSWORD || error === SECURITY
      ? refuse('paper-locked', {})
      : refuse('paper-damaged', { reason: 'PDF 的结构不完整' });
  }
  if (engine.FPDF_GetSecurityHandlerRevision(document) !== -1) refuse('paper-locked', {});
  if (XFA.includes(engine.FPDF_GetFormType(document))) refuse('paper-has-form-fields', { page: null });
  const count = engine.FPDF_GetPageCount(document);
  if (count > MOST_PAGES) refuse('paper-too-complex', {});
  const reader = new PageReader(engine);
  let signatures = engine.FPDF_GetSignatureCount(document);
  let letters = 0;
  const pages: PageMarks[] = [];
  const scans: number[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const page = engine.FPDF_LoadPage(document, nth);
    if (page === 0) refuse('paper-damaged', { reason: `第 ${nth + 1} 页不能打开` });
    signatures -= reader.fieldsOn(page, nth + 1);
    if (signatures < 0) refuse('paper-has-form-fields', { page: nth + 1 });
    const { isScan, ...marks } = reader.marksOn(page);
    if (isScan) scans.push(nth + 1);
    letters += marks.letters.length;
    if (letters > MOST_LETTERS) refuse('paper-too-complex', {});
    pages.push(marks);
    engine.FPDF_ClosePage(page);
  }
  if (pages.every(({ letters: on }) => on.length === 0)) refuse('paper-has-no-text', {});
  // A cover may be a picture; a picture of a page in between may hold a programme.
  const [between] = scans.filter((page) => page > 1 && page < count);
  if (between !== undefined) refuse('paper-page-unclear', { page: between, why: 'scanned' });
  return pages;
}

type Point = readonly [number, number];
/** As PDF writes it: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [number, number, number, number, number, number];
const STRAIGHT: Matrix = [1, 0, 0, 1, 0, 0];
const moved = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [a * x + c * y + e, b * x + d * y + f];
const inside = (inner: Matrix, outer: Matrix): Matrix => {
  const [e, f] = moved(outer, [inner[4], inner[5]]);
  const [a, b] = moved([outer[0], outer[1], outer[2], outer[3], 0, 0], [inner[0], inner[1]]);
  const [c, d] = moved([outer[0], outer[1], outer[2], outer[3], 0, 0], [inner[2], inner[3]]);
  return [a, b, c, d, e, f];
};

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What lies on a page in the order it is painted. */
interface Painted {
  readonly rules: Rule[];
  /** Filled shapes and pictures, with their turn. */
  readonly covers: { readonly box: Box; readonly turn: number; readonly isPicture: boolean }[];
  /** The turn of each text object, and whether it belongs to a layer. */
  readonly texts: Map<number, { readonly turn: number; readonly inLayer: boolean }>;
  count: number;
}

const TEXT = 1;
const PATH = 2;
const PICTURE = 3;
const FORM = 5;
const CURVE = 1;
const MOVE = 2;
const DEEPEST = 12;
/** Annotations that leave what is printed as it is: notes, links, marks beside the text, stamps, pop-ups, enclosures. */
const HARMLESS = new Set([1, 2, 9, 10, 11, 13, 16, 17]);
const WIDGET = 20;
/** Modes of text that paint nothing: a scan's recognised words. */
const UNPAINTED = new Set([3, 7]);
/** Thinner than this a filled shape is a line. */
const THIN = 3;
/** Of a rectangle, its first corner written up to three times. */
const MOST_CORNERS = 6;
/** Letters of this size across a page are a watermark. */
const WATERMARK = 30;

class PageReader {
  private readonly at: number;

  constructor(private readonly engine: PdfEngine) {
    this.at = engine.pdfium.wasmExports.malloc(64);
  }

  private floats(count: number): number[] {
    return [...this.engine.pdfium.HEAPF32.subarray(this.at >> 2, (this.at >> 2) + count)];
  }

  private doubles(count: number): number[] {
    return [...this.engine.pdfium.HEAPF64.subarray(this.at >> 3, (this.at >> 3) + count)];
  }

  /** How many fields a page has; refuses drawings and words that somebody has put over it. */
  fieldsOn(page: number, number: number): number {
    let fields = 0;
    for (let nth = 0; nth < this.engine.FPDFPage_GetAnnotCount(page); nth += 1) {
      const annotation = this.engine.FPDFPage_GetAnnot(page, nth);
      const kind = this.engine.FPDFAnnot_GetSubtype(annotation);
      this.engine.FPDFPage_CloseAnnot(annotation);
      if (kind === WIDGET) fields += 1;
      else if (!HARMLESS.has(kind)) refuse('paper-has-form-fields', { page: number });
    }
    return fields;
  }

  marksOn(page: number): PageMarks & { readonly isScan: boolean } {
    const { engine, at } = this;
    engine.FPDF_GetPageBoundingBox(page, at);
    const [left = 0, top = 0, right = 0, bottom = 0] = this.floats(4);
    const turns = engine.FPDFPage_GetRotation(page);
    const shown = ([x, y]: Point): Point =>
      turns === 1
        ? [y - bottom, x - left]
        : turns === 2
          ? [right - x, y - bottom]
          : turns === 3
            ? [top - y, right - x]
            : [x - left, top - y];
    const [width, height] = turns % 2 === 1 ? [top - bottom, right - left] : [right - left, top - bottom];
    const painted: Painted = { rules: [], covers: [], texts: new Map(), count: 0 };
    const objects = Array.from({ length: engine.FPDFPage_CountObjects(page) }, (_, nth) =>
      engine.FPDFPage_GetObject(page, nth),
    );
    this.walk(objects, STRAIGHT, shown, painted, 0);
    const letters = this.lettersOn(page, shown, painted);
    const pictures = painted.covers.filter(({ isPicture }) => isPicture);
    const area = ({ box }: { readonly box: Box }): number => (box.right - box.left) * (box.bottom - box.top);
    const isPictured = pictures.some((picture) => area(picture) > 0.5 * width * height);
    return { width, height, letters, rules: painted.rules, isScan: isPictured && letters.length === 0 };
  }

  private walk(
    objects: readonly number[],
    matrix: Matrix,
    shown: (point: Point) => Point,
    painted: Painted,
    depth: number,
  ): void {
    const { engine } = this;
    for (const object of objects) {
      const turn = (painted.count += 1);
      if (turn > MOST_OBJECTS) refuse('paper-too-complex', {});
      const kind = engine.FPDFPageObj_GetType(object);
      if (kind === TEXT) painted.texts.set(object, { turn, inLayer: this.isInLayer(object) });
      else if (kind === PATH) this.readPath(object, matrix, shown, painted, turn);
      else if (kind === PICTURE) {
        const own = this.matrixOf(object);
        const corners = (
          [
            [0, 0],
            [1, 0],
            [0, 1],
            [1, 1],
          ] as const
        ).map((corner) => shown(moved(matrix, moved(own, corner))));
        painted.covers.push({ box: boxOf(corners), turn, isPicture: true });
      } else if (kind === FORM && depth < DEEPEST) {
        const inner = inside(this.matrixOf(object), matrix);
        const parts = Array.from({ length: engine.FPDFFormObj_CountObjects(object) }, (_, nth) =>
          engine.FPDFFormObj_GetObject(object, nth),
        );
        this.walk(parts, inner, shown, painted, depth + 1);
      }
    }
  }

  private matrixOf(object: number): Matrix {
    this.engine.FPDFPageObj_GetMatrix(object, this.at);
    return this.floats(6) as unknown as Matrix;
  }

  private isInLayer(object: number): boolean {
    const { engine, at } = this;
    for (let nth = 0; nth < engine.FPDFPageObj_CountMarks(object); nth += 1) {
      const mark = engine.FPDFPageObj_GetMark(object, nth);
      engine.FPDFPageObjMark_GetName(mark, at + 8, 8, at);
      const [first, second, end] = engine.pdfium.HEAPU16.subarray((at + 8) >> 1, (at + 14) >> 1);
      if (first === 0x4f && second === 0x43 && end === 0) return true;
    }
    return false;
  }

  /** Straight lines that are drawn, and filled shapes so thin that they are lines. */
  private readPath(
    object: number,
    matrix: Matrix,
    shown: (point: Point) => Point,
    painted: Painted,
    turn: number,
  ): void {
    const { engine, at } = this;
    engine.FPDFPath_GetDrawMode(object, at, at + 4);
    const [fill, stroke] = engine.pdfium.HEAP32.subarray(at >> 2, (at >> 2) + 2);
    if (!fill && !stroke) return;
    const own = inside(this.matrixOf(object), matrix);
    const shapes: { points: Point[]; straight: boolean }[] = [];
    const segments = engine.FPDFPath_CountSegments(object);
    painted.count += segments;
    if (painted.count > MOST_OBJECTS) refuse('paper-too-complex', {});
    for (let nth = 0; nth < segments; nth += 1) {
      const segment = engine.FPDFPath_GetPathSegment(object, nth);
      const kind = engine.FPDFPathSegment_GetType(segment);
      engine.FPDFPathSegment_GetPoint(segment, at, at + 4);
      const [x = 0, y = 0] = this.floats(2);
      const point = shown(moved(own, [x, y]));
      if (kind === MOVE || shapes.length === 0) shapes.push({ points: [point], straight: true });
      else {
        const shape = shapes.at(-1)!;
        shape.points.push(point);
        if (kind === CURVE) shape.straight = false;
        if (engine.FPDFPathSegment_GetClose(segment)) shape.points.push(shape.points[0]!);
      }
    }
    for (const { points, straight } of shapes) {
      if (!straight || points.length < 2) continue;
      const box = boxOf(points);
      if (stroke) points.slice(1).forEach((point, nth) => pushLine(painted.rules, points[nth]!, point));
      const [wide, high] = [box.right - box.left, box.bottom - box.top];
      if (!fill || points.length < 4) continue;
      if (high <= THIN && wide > high)
        painted.rules.push({ runs: 'across', at: (box.top + box.bottom) / 2, from: box.left, to: box.right });
      else if (wide <= THIN && high > wide)
        painted.rules.push({ runs: 'down', at: (box.left + box.right) / 2, from: box.top, to: box.bottom });
      else if (points.length <= MOST_CORNERS && !engine.FPDFPageObj_HasTransparency(object))
        painted.covers.push({ box, turn, isPicture: false });
    }
  }

  private lettersOn(page: number, shown: (point: Point) => Point, painted: Painted): Letter[] {
    const { engine, at } = this;
    const text = engine.FPDFText_LoadPage(page);
    const letters: Letter[] = [];
    const count = engine.FPDFText_CountChars(text);
    let half = '';
    for (let nth = 0; nth < count; nth += 1) {
      if (engine.FPDFText_IsGenerated(text, nth) === 1) continue;
      const object = engine.FPDFText_GetTextObject(text, nth);
      if (UNPAINTED.has(engine.FPDFTextObj_GetTextRenderMode(object))) continue;
      const code = engine.FPDFText_GetUnicode(text, nth);
      engine.FPDFText_GetCharOrigin(text, nth, at, at + 8);
      const [x = 0, y = 0] = this.doubles(2);
      engine.FPDFText_GetMatrix(text, nth, at);
      const [a = 0, b = 0, c = 0, d = 0] = this.floats(4);
      engine.FPDFText_GetLooseCharBox(text, nth, at);
      const [boxLeft = x, boxTop = y, boxRight = x, boxBottom = y] = this.floats(4);
      const origin = shown([x, y]);
      const [ahead, aside] = shown([x + a, y + b]);
      const size = engine.FPDFText_GetFontSize(text, nth) * Math.hypot(c, d);
      // Half a letter of the rarer ones: it comes in two codes.
      if (code >= 0xd800 && code <= 0xdbff) {
        half = String.fromCharCode(code);
        continue;
      }
      const word = letterOf(half, code, engine.FPDFText_HasUnicodeMapError(text, nth) === 1);
      half = '';
      const box = boxOf([shown([boxLeft, boxTop]), shown([boxRight, boxBottom])]);
      const isWide = WIDE.test(word);
      const left = Math.min(origin[0], box.left);
      const right = Math.max(box.right, isWide ? origin[0] + size : origin[0]);
      const place = painted.texts.get(object);
      const isTurned = Math.abs(aside - origin[1]) > 0.02 * Math.abs(ahead - origin[0]) || ahead <= origin[0];
      if (isTurned && size >= WATERMARK) continue;
      const [centre, middle] = [(left + right) / 2, origin[1] - 0.35 * size];
      const isCovered = painted.covers.some(
        ({ box: over, turn }) =>
          place !== undefined &&
          turn > place.turn &&
          over.left < centre &&
          centre < over.right &&
          over.top < middle &&
          middle < over.bottom,
      );
      const blemish = isTurned
        ? 'turned'
        : isCovered
          ? 'covered'
          : place?.inLayer
            ? 'layered'
            : word === UNKNOWN
              ? 'unknown'
              : null;
      letters.push({ text: word, left, right, baseline: origin[1], size, blemish });
    }
    engine.FPDFText_ClosePage(text);
    return letters;
  }
}

const WIDE = /[\p{Script=Han}\u3001-\u303F\uFF01-\uFF5E]/u;
const UNKNOWN = '\uFFFD';
const HYPHEN_AT_END = 2;

/** Parts of characters that programs write for the characters themselves: one shape, two codes. */
const PARTS = new Map(
  [
    '⺌小',
    '⺜日',
    '⺝月',
    '⺟母',
    '⺠民',
    '⺩王',
    '⺫目',
    '⺶羊',
    '⻄西',
    '⻅见',
    '⻆角',
    '⻉贝',
    '⻋车',
    '⻑長',
    '⻓长',
    '⻔门',
  ]
    .concat([
      '⻗雨',
      '⻘青',
      '⻙韦',
      '⻚页',
      '⻛风',
      '⻜飞',
      '⻝食',
      '⻢马',
      '⻣骨',
      '⻤鬼',
      '⻥鱼',
      '⻦鸟',
      '⻧卤',
      '⻨麦',
    ])
    .concat(['⻩黄', '⻬齐', '⻮齿', '⻰龙', '⻳龟'])
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

function letterOf(half: string, code: number, hasNoCode: boolean): string {
  if (code === HYPHEN_AT_END) return '-';
  if (hasNoCode || code < 0x20 || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0xfff0 && code <= 0xffff))
    return UNKNOWN;
  const letter = half === '' ? String.fromCodePoint(code) : half + String.fromCharCode(code);
  return code >= 0x2f00 && code <= 0x2fdf ? letter.normalize('NFKC') : (PARTS.get(letter) ?? letter);
}

const boxOf = (points: readonly Point[]): Box => ({
  left: Math.min(...points.map(([x]) => x)),
  right: Math.max(...points.map(([x]) => x)),
  top: Math.min(...points.map(([, y]) => y)),
  bottom: Math.max(...points.map(([, y]) => y)),
});

function pushLine(rules: Rule[], [x, y]: Point, [toX, toY]: Point): void {
  if (Math.abs(y - toY) <= 0.5 && Math.abs(x - toX) > 2)
    rules.push({ runs: 'across', at: (y + toY) / 2, from: Math.min(x, toX), to: Math.max(x, toX) });
  else if (Math.abs(x - toX) <= 0.5 && Math.abs(y - toY) > 2)
    rules.push({ runs: 'down', at: (x + toX) / 2, from: Math.min(y, toY), to: Math.max(y, toY) });
}
