import { Checkbox } from 'antd';
import type { Meant } from './reading-source';
import { placeWords, type Point } from './readings';

const KIND = { finding: '发现', remark: '存疑', 'left-out': '不登记', change: '变动' } as const;

/** 发现: what has to be looked at before the paper is submitted, one by one. */
export function ReadingPoints({
  points,
  seen,
  onSeen,
  onMeant,
}: {
  points: readonly Point[];
  seen: readonly string[];
  onSeen: (seen: readonly string[]) => void;
  onMeant: (meant: Meant) => void;
}) {
  if (points.length === 0) return null;
  const left = points.filter(({ key }) => !seen.includes(key)).length;
  return (
    <fieldset className="panel reading-points">
      <legend>
        逐项看过 {points.length - left}/{points.length}
      </legend>
      <ul>
        {points.map(({ key, kind, number, title, items }) => {
          const name = `${number || KIND[kind]} ${title}`;
          return (
            <li key={key}>
              <Checkbox
                checked={seen.includes(key)}
                onChange={({ target }) => onSeen(target.checked ? [...seen, key] : seen.filter((each) => each !== key))}
              >
                {name}
              </Checkbox>
              <details>
                <summary>{items.length} 处</summary>
                <ol>
                  {items.map(({ sequence, sentence, printed, place, readings }, at) => (
                    <li key={at}>
                      {sequence !== null && `第 ${sequence} 个项目　`}
                      {sentence}
                      {printed !== '' && `：“${printed.slice(0, 80)}”`}
                      {readings.length > 0 && `，可能是 ${readings.join('、')}`}
                      {place !== null && (
                        <button
                          type="button"
                          className="link-button"
                          onClick={() => onMeant({ label: name, value: null, printed, place, sentence, readings })}
                        >
                          {placeWords(place)}
                        </button>
                      )}
                    </li>
                  ))}
                </ol>
              </details>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
