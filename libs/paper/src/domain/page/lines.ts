import type { Letter } from './marks';

/** Letters that stand beside each other. */
export interface Line {
  readonly letters: readonly Letter[];
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly endsInBlank: boolean;
}

const WIDE = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’…—]/u;
/** What a number or a word of Latin letters is written with: no line ends inside of one that fits in a line. */
const OF_A_WORD = /[0-9A-Za-z.,%+\-/]/;
/** What no line begins with. */
const CLOSING = /[，。、；：？！）》」』】〕％%”’,.;:?!)]/;

/** Letters in the order of reading: lines from above, each from the left. */
export function linesOf(letters: readonly Letter[]): Line[] {
  const rows: Letter[][] = [];
  for (const letter of [...letters].sort((one, other) => one.baseline - other.baseline)) {
    const row = rows.at(-1);
    if (row && letter.baseline - row[0]!.baseline <= 0.4 * Math.min(letter.size, row[0]!.size)) row.push(letter);
    else rows.push([letter]);
  }
  return rows.flatMap((row) => {
    const line = row.sort((one, other) => one.left - other.left);
    const printed = line.filter(({ text }) => text.trim() !== '');
    const [first, last] = [printed[0], printed.at(-1)];
    if (!first || !last) return [];
    const right = Math.max(...printed.map((letter) => letter.right));
    const size = Math.max(...printed.map((letter) => letter.size));
    const endsInBlank = line.at(-1) !== last;
    return [
      { letters: printed, text: textOf(line), left: first.left, right, baseline: first.baseline, size, endsInBlank },
    ];
  });
}

/** The words of a line; a gap that no letter fills is a blank. */
function textOf(letters: readonly Letter[]): string {
  let text = '';
  let last: Letter | undefined;
  for (const letter of letters) {
    if (last) {
      const gap = letter.left - last.right;
      const wide = WIDE.test(letter.text) || WIDE.test(last.text);
      if (gap > (wide ? 1 : 0.3) * letter.size && !/\s$/.test(text) && letter.text.trim() !== '') text += ' ';
    }
    text += letter.text;
    last = letter;
  }
  return text.trim();
}

/** What no line ends with. */
const OPENING = /[（《「『【〔“‘(]/;

export interface Room {
  readonly left: number;
  readonly right: number;
}

/**
 * Lines as the text that was set in this room. Where the next word would still have fitted the line was ended, and
 * stays ended; else it was only full, and the text goes on.
 */
export function textIn(lines: readonly Line[], room: Room): string {
  const aligned = alignmentOf(lines, room);
  return lines.reduce((text, line, at) => {
    const before = lines[at - 1];
    return before === undefined ? line.text : text + between(before, line, room, aligned) + line.text;
  }, '');
}

/** What stands between a line and the next of the same text: nothing, the blank it was broken at, or its end. */
export const between = (line: Line, next: Line, room: Room, aligned: Alignment = 'left'): string =>
  isFull(line, next, room, aligned) ? (line.endsInBlank ? ' ' : '') : '\n';

type Alignment = 'left' | 'centre' | 'right';

function alignmentOf(lines: readonly Line[], room: Room): Alignment {
  const gaps = lines.map(({ left, right }) => [left - room.left, room.right - right] as const);
  const near = 0.3 * (lines[0]?.size ?? 0) + 1;
  if (gaps.every(([before, behind]) => Math.abs(before - behind) <= near)) return 'centre';
  const ragged = Math.max(...gaps.map(([before]) => before)) > 3 * near;
  return ragged && gaps.every(([before, behind]) => behind <= near && before >= behind - near) ? 'right' : 'left';
}

/** How exactly the width of a letter is known, in its size. */
const NEARLY = 0.12;

/** Whether a line had no room for what the next begins with. */
export function isFull(line: Line, next: Line, room: Room, aligned: Alignment = 'left'): boolean {
  const left = aligned === 'left' ? room.right - line.right : room.right - room.left - (line.right - line.left);
  const end = line.letters.at(-1)!;
  const first = next.letters[0]!;
  // A word that is longer than a line is cut where the line ends, and nowhere before.
  const isCut = OF_A_WORD.test(end.text) && OF_A_WORD.test(first.text);
  return (isCut ? first.right - first.left : widthOfFirstWord(next)) > left - NEARLY * line.size;
}

function widthOfFirstWord({ letters }: Line): number {
  const first = letters[0]!;
  let end = first;
  for (const letter of letters.slice(1)) {
    if (letter.left - end.right > 0.3 * letter.size) break;
    const goesOn = OF_A_WORD.test(end.text) && OF_A_WORD.test(letter.text);
    if (!goesOn && !OPENING.test(end.text) && !CLOSING.test(letter.text)) break;
    end = letter;
  }
  return end.right - first.left;
}
