import { placeWords, type Place, type Reading } from './readings';

/** The figure in hand. */
export interface Meant {
  readonly label: string;
  readonly value: string | null;
  readonly printed: string;
  readonly place: Place;
  readonly sentence: string | null;
  readonly readings: readonly string[];
}

/** How many rows stand above and below the one that is meant. */
const BESIDE = 2;

/** 原文: where the figure in hand stands. */
export function ReadingSource({ source, meant }: { source: Reading['source']; meant: Meant | null }) {
  return (
    <section className="panel reading-source" aria-label="原文" aria-live="polite">
      <h2 className="panel-heading">
        原文
        <small>{meant === null ? '点左边的一个数，看它在文件里的位置' : placeWords(meant.place)}</small>
      </h2>
      {meant && (
        <>
          <p>
            {meant.label}：<b>{meant.value ?? '没有读作一个值'}</b>
            {meant.sentence !== null && <span className="form-note-wrong">　{meant.sentence}</span>}
            {meant.readings.length > 0 && <span className="form-note">　可能是 {meant.readings.join('、')}</span>}
          </p>
          <InSource source={source} meant={meant} />
        </>
      )}
    </section>
  );
}

function InSource({ source, meant: { place, printed } }: { source: Reading['source']; meant: Meant }) {
  const { line, table, row, column } = place;
  const block = source.find((each) => each.kind === 'table' && each.table === table);
  if (block?.kind === 'table' && row !== null) {
    const from = Math.max(0, row - 1 - BESIDE);
    return (
      <div className="reading-rows">
        <table>
          <tbody>
            {block.rows.slice(from, row + BESIDE).map((cells, at) => (
              <tr key={from + at}>
                <th scope="row">{from + at + 1}</th>
                {cells.map((cell, nth) => (
                  <td key={nth} className={from + at + 1 === row && nth + 1 === column ? 'reading-meant' : undefined}>
                    {from + at + 1 === row && nth + 1 === column ? (
                      <mark>{cell === '' ? '（空白）' : cell}</mark>
                    ) : (
                      cell
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  }
  const lines = source.flatMap((each) =>
    each.kind === 'paragraph' && line !== null && Math.abs(each.line - line) <= 2 * BESIDE ? [each] : [],
  );
  if (lines.length === 0) return <p className="reading-line">{printed}</p>;
  return (
    <>
      {lines.map((each) => (
        <p key={each.line} className="reading-line">
          <small>{each.line}</small> {each.line === line ? <mark>{each.printed}</mark> : each.printed}
        </p>
      ))}
    </>
  );
}
