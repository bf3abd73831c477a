import { useState } from 'react';
import { Input } from 'antd';
import { formatYuanGrouped } from '@bofu/kernel';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { Field } from '../forms/fields';
import { FileDrop, FileInput } from '../forms/file-field';
import { RecordingNote } from '../forms/recording-note';
import {
  asTyped,
  FIGURE,
  FIGURES,
  LINE,
  LINES,
  offBy,
  SIDE,
  statementInCsv,
  typedFigure,
  type Side,
  type StatedLine,
  type TypedStatement,
} from './months';

/** 录入对账数: typed from the paper or taken from a file, and never filled in from the books it is held against. */
export function StatementForm({
  month,
  side,
  before,
  onDone,
}: {
  month: string;
  side: Side;
  before: readonly StatedLine[] | null;
  onDone: () => void;
}) {
  const recording = useRecording<unknown, TypedStatement>(`months/${month}/${side}`, () => {
    recording.close();
    onDone();
  });
  const [typed, setTyped] = useState<TypedStatement>(() => ({ ...asTyped(before), ...recording.entered }));
  const [wrongLine, setWrongLine] = useState<string | null>(null);
  const off = LINES.map((line) => [line, offBy(typed[line])] as const);
  const unread = off.find(([, by]) => by === null);
  const untied = off.find(([, by]) => by !== null && by !== 0n);
  const inTheWay = unread
    ? `“${LINE[unread[0]]}”一行有不是金额的内容`
    : untied
      ? `“${LINE[untied[0]]}”一行不平：期初 + 收入 − 支出 − 期末 = ${formatYuanGrouped(untied[1] ?? 0n)} 元`
      : null;
  const submit = () => {
    if (inTheWay !== null) return;
    const lines = LINES.filter((line) => FIGURES.some((figure) => typedFigure(typed[line][figure]) !== '0.00')).map(
      (line) => {
        const [opening, received, paid, closing] = FIGURES.map((figure) => typedFigure(typed[line][figure]) ?? '0.00');
        return { line, opening: opening!, received: received!, paid: paid!, closing: closing! };
      },
    );
    const asked = { path: { month }, body: { lines } };
    const sent =
      side === 'bank'
        ? command('/v1/months/{month}/bank-statement', asked)
        : command('/v1/months/{month}/finance-figures', asked);
    recording.record(sent, `${month} ${SIDE[side]}`, typed);
  };
  const takeFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = statementInCsv(await file.text());
    if ('wrong' in read) setWrongLine(read.wrong);
    else {
      setWrongLine(null);
      setTyped(read);
    }
  };
  return (
    <EntryForm label={`录入${SIDE[side]}`} onSubmit={submit} recording={recording} onLeave={onDone} autoFocus>
      <fieldset className="panel">
        <legend>
          {month} {SIDE[side]}（元；没有的留空）
        </legend>
        <table className="statement-table">
          <thead>
            <tr>
              <th scope="col">资金级次</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col" className="align-right">
                  {FIGURE[figure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {LINES.map((line) => (
              <tr key={line}>
                <th scope="row">{LINE[line]}</th>
                {FIGURES.map((figure) => (
                  <td key={figure}>
                    <Input
                      aria-label={`${LINE[line]} ${FIGURE[figure]}`}
                      className="amount-input"
                      inputMode="decimal"
                      autoComplete="off"
                      value={typed[line][figure]}
                      status={typedFigure(typed[line][figure]) === null ? 'error' : ''}
                      onChange={({ target }) =>
                        setTyped((was) => ({ ...was, [line]: { ...was[line], [figure]: target.value } }))
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Field label="取自 CSV" note="级次,期初,收入,支出,期末">
          {(id) => (
            <FileDrop onFiles={([file]) => void takeFile(file)}>
              <FileInput id={id} accept=".csv,text/csv" onFiles={([file]) => void takeFile(file)} />
            </FileDrop>
          )}
        </Field>
        {wrongLine !== null && (
          <p className="refusal" role="alert">
            文件中这一行读不出来，未取用：{wrongLine}
          </p>
        )}
      </fieldset>
      <RecordingNote recording={recording} />
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          录入{SIDE[side]}
        </SubmitButton>
        <button type="button" className="link-button" onClick={onDone}>
          取消
        </button>
      </div>
    </EntryForm>
  );
}
