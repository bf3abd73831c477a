import { Refusal } from '@bofu/kernel';
import { docx, jpeg, NUMBER_OF_NOBODY, ofd, packed, pdf, plainZip, png, tiff, xlsx } from '../../testing/example-files';
import { mediaTypeOf } from './media-type-of';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const found = (content: Uint8Array): string => {
  try {
    return mediaTypeOf(content);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

/** The same zip, saying of one of its parts that it unpacks to so many megabytes. */
function bomb(part: number, megabytes: number): Buffer {
  const file = ofd();
  let central = -1;
  for (let nth = 0; nth <= part; nth += 1) central = file.indexOf('PK\x01\x02', central + 1, 'latin1');
  file.writeUInt32LE(megabytes * 1024 * 1024, central + 24);
  return file;
}

describe('what a file is, by its content', () => {
  it.each<[what: string, content: Buffer, expected: string]>([
    ['a PDF', pdf(), 'application/pdf'],
    ['a PDF with packed pages', pdf(packed('', 'BT (20211029 170000) Tj ET')), 'application/pdf'],
    ['an OFD', ofd(), 'application/ofd'],
    ['a PNG', png(), 'image/png'],
    ['a JPEG', jpeg(), 'image/jpeg'],
    ['a TIFF', tiff(), 'image/tiff'],

    ['nothing', bytes(''), 'attachment-empty'],
    ['a PDF cut off', pdf().subarray(0, 60), 'attachment-damaged'],
    ['a PDF with a password', pdf('', '/Encrypt 5 0 R'), 'attachment-encrypted'],
    ['a PDF with a password, its name written by number', pdf('', '/#45ncrypt 5 0 R'), 'attachment-encrypted'],
    ['a PDF that says its metadata would be', pdf('', '/EncryptMetadata false'), 'application/pdf'],
    [
      'a PDF with a script',
      pdf('3 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n'),
      'attachment-runs-programs',
    ],
    [
      'one whose name is written by number',
      pdf('3 0 obj\n<< /S /J#61vaScript >>\nendobj\n'),
      'attachment-runs-programs',
    ],
    ['one packed away', pdf(packed('/Type /ObjStm', '3 0 << /S /JavaScript >>')), 'attachment-runs-programs'],
    ['a PDF that starts a program', pdf('3 0 obj\n<< /S /Launch /F (a) >>\nendobj\n'), 'attachment-runs-programs'],
    ['a PDF with a file inside', pdf('3 0 obj\n<< /EmbeddedFiles 4 0 R >>\nendobj\n'), 'attachment-runs-programs'],
    ['a PDF with a number of a person', pdf(packed('', `(${NUMBER_OF_NOBODY}) Tj`)), 'attachment-names-person'],
    ['a PDF that unpacks to more than a paper', pdf(packed('', ' '.repeat(65 * 1024 * 1024))), 'attachment-damaged'],

    ['an OFD with a number of a person', ofd(NUMBER_OF_NOBODY), 'attachment-names-person'],
    ['an OFD with a program', ofd('', { 'Doc_0/Attachs/a.exe': 'MZ' }), 'attachment-runs-programs'],
    ['an OFD with a spreadsheet', ofd('', { 'Doc_0/Attachs/a.xlsx': 'PK' }), 'attachment-may-name-persons'],
    ['an OFD with a password', ofd('', { 'Encryptions.xml': '<x/>' }), 'attachment-encrypted'],
    ['an OFD that reaches out of itself', ofd('', { '../a.xml': '<x/>' }), 'attachment-damaged'],
    ['a zip that unpacks to 300 MB', bomb(1, 300), 'attachment-damaged'],
    ['a zip with a page of 40 MB', bomb(2, 40), 'attachment-damaged'],
    ['a zip with no end', ofd().subarray(0, 200), 'attachment-damaged'],
    ['a zip of papers', plainZip(), 'attachment-kind-not-taken'],

    ['a spreadsheet', xlsx(), 'attachment-may-name-persons'],
    ['a document of Word', docx(), 'attachment-may-name-persons'],
    ['one of old', bytes('\xd0\xcf\x11\xe0\xa1\xb1'), 'attachment-may-name-persons'],
    ['a CSV', Buffer.from('姓名,身份证号\n'), 'attachment-may-name-persons'],
    ['a page of the web', bytes('<html><script>1</script></html>'), 'attachment-may-name-persons'],
    ['a picture that is a script', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'attachment-may-name-persons'],
    ['a program', bytes('MZ\x90\0\x03'), 'attachment-kind-not-taken'],
    ['a program of Linux', bytes('\x7fELF\x02\x01'), 'attachment-kind-not-taken'],
    ['something behind a PNG', Buffer.concat([png(), bytes('PK\x03\x04')]), 'attachment-damaged'],
    ['something behind a JPEG', Buffer.concat([jpeg(), bytes('MZ program')]), 'attachment-damaged'],
    ['noise', bytes('\0\x01\x02\x03\x04'), 'attachment-kind-not-taken'],
  ])('%s', (_what, content, expected) => {
    expect(found(content)).toBe(expected);
  });
});
