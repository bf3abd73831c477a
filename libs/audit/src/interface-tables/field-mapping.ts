import { fileNameOf, INTERFACE_TABLES } from './catalogue';
import { STANDARD_PARTS, titleOf } from './interface-table';

/** A column of ours against the standard. The part's sections are public; what stands in them is not. */
export interface MappedField {
  readonly file: string;
  readonly field: string;
  readonly from: string;
  readonly part: string;
  readonly elementsIn: string;
  readonly structureIn: string;
  readonly verified: string;
}

export const NOT_VERIFIED = '未核对：标准正文未公开，数据元名称、标识符、格式与所属数据结构均待对照';

/** Every column of every file, in order. No row is verified beyond its part: the standard's text is not public. */
export const fieldMapping = (): readonly MappedField[] =>
  INTERFACE_TABLES.flatMap((table, at) => {
    const { name, elements, structures } = STANDARD_PARTS[table.part];
    const file = fileNameOf(table, name, at);
    return table.columns.map((column) => ({
      file,
      field: titleOf(column),
      from: column.from,
      part: name,
      elementsIn: elements,
      structureIn: structures,
      verified: NOT_VERIFIED,
    }));
  });

export const MAPPING_HEADER = [
  '文件',
  '列',
  '来源',
  '标准的部分',
  '数据元所在节',
  '数据结构所在节',
  '核对情况',
] as const;
