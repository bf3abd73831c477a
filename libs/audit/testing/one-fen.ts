/** Every amount that stands in a journal's entries and assertions, by where it begins. */
const AMOUNT = /(?<=CNY )-?\d+\.\d\d(?![\d.])|(?<= )-?\d+\.\d\d(?= (?:~ 0 )?CNY)/g;

/** The journal with one amount a fen higher: one text for each of `places` amounts, spread over the whole. */
export function withOneFenChanged(journal: string, places: number): { place: string; text: string }[] {
  // The first is the commodity's own format and no money.
  const amounts = [...journal.matchAll(AMOUNT)].filter(
    (match) => !lineOf(journal, match.index).startsWith('commodity'),
  );
  const step = Math.max(1, Math.floor(amounts.length / places));
  return amounts
    .filter((_match, at) => at % step === step - 1)
    .map((match) => {
      const [amount] = match;
      const fen = String(BigInt(amount.replace('.', '')) + 1n);
      const digits = fen.replace('-', '').padStart(3, '0');
      const changed = `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
      return {
        place: lineOf(journal, match.index).trim(),
        text: journal.slice(0, match.index) + changed + journal.slice(match.index + amount.length),
      };
    });
}

const lineOf = (text: string, at: number): string => text.slice(text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at));
