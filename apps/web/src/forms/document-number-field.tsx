import { parseDocumentNumber, Refusal } from '@bofu/kernel';
import type { BodyField } from './body-field';
import { TextField } from './fields';

/** Whether it can be read as `机关代字〔YYYY〕N号`; one that cannot be recorded at all is the server's to refuse. */
function isReadable(written: string): boolean {
  try {
    return parseDocumentNumber(written).normalized !== null;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

/** 文号, as printed. One of another shape is recorded all the same, but not unseen. */
export function DocumentNumberField({
  of,
  text,
  onText,
  year,
}: {
  of: BodyField;
  text: string;
  onText: (text: string) => void;
  /** For the example. */
  year: number | string;
}) {
  const note =
    text.trim() === '' || isReadable(text) ? (
      `照原文填写，例如 保财社〔${year}〕88号；区级资金可空`
    ) : (
      <span className="form-note-wrong">读不出“机关代字〔年份〕序号”：可以登记，请对照原文核对</span>
    );
  return <TextField of={of} text={text} onText={onText} note={note} />;
}
