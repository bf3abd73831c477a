/** The smallest PDF of one page with these words, and whatever else is put into its catalogue, page or trailer. */
export function writtenPdf({
  content = 'BT /F 12 Tf 72 700 Td (budget) Tj ET',
  catalogue = '',
  page = '',
  trailer = '',
  objects = [] as readonly string[],
}): Uint8Array {
  const all = [
    `<</Type/Catalog/Pages 2 0 R${catalogue}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>${page}>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...objects,
  ];
  let text = '%PDF-1.7\n';
  const places = all.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  text += `trailer<</Size ${all.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${table}\n%%EOF`;
  return Buffer.from(text, 'latin1');
}
