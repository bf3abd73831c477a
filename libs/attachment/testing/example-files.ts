import { deflateSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** One page that says nothing, with whatever else stands in it. */
export const pdf = (more = '', trailer = ''): Buffer =>
  bytes(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n${more}` +
      `trailer\n<< /Root 1 0 R ${trailer} >>\n%%EOF\n`,
  );

/** An object with something packed away in it. */
export const packed = (dictionary: string, content: string): string => {
  const stream = deflateSync(bytes(content));
  return `9 0 obj\n<< ${dictionary} /Filter /FlateDecode /Length ${stream.length} >>\nstream\n${stream.toString('latin1')}\nendstream\nendobj\n`;
};

const zip = (parts: Record<string, string>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])) as Zippable),
  );

const OFD_ROOT =
  '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1"/>';

export const ofd = (said = '付款回单', more: Record<string, string> = {}): Buffer =>
  zip({
    'OFD.xml': OFD_ROOT,
    'Doc_0/Document.xml': '<ofd:Document/>',
    'Doc_0/Pages/Page_0/Content.xml': `<ofd:Page><ofd:TextCode X="1" Y="2">${said}</ofd:TextCode></ofd:Page>`,
    ...more,
  });

export const xlsx = (): Buffer => zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
export const docx = (): Buffer => zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<w:document/>' });
export const plainZip = (): Buffer => zip({ 'a.pdf': 'x' });

/** A picture of one red point. */
export const png = (): Buffer =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  );
export const jpeg = (): Buffer => bytes('\xff\xd8\xff\xe0\0\x10JFIF\0picture\xff\xd9');
export const tiff = (): Buffer => bytes('II*\0\x08\0\0\0\0\0');

/** A number of the shape and check of an identity number, of nobody: the region is none. */
export const NUMBER_OF_NOBODY = '990101199001010019';
