/** The demo's few PDFs: one page of text, written by hand so that they need nothing else. */

export interface Paper {
  title: string;
  lines: readonly string[];
}

export function paper({ title, lines }: Paper): Buffer {
  const text = [
    'BT /F2 20 Tf 60 770 Td 24 TL',
    `${literal(title)} Tj T* /F1 11 Tf 17 TL T*`,
    ...lines.map((line) => `${literal(line)} Tj T*`),
    'ET',
  ].join('\n');
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  // One byte a letter: what the table of offsets counts on.
  return Buffer.from(body + table + trailer, 'latin1');
}

/** A string of PDF: the few letters that Latin-1 lacks are spelt in another way. */
const literal = (text: string): string =>
  `(${text
    .replaceAll('’', "'")
    .replaceAll('œ', 'oe')
    .replaceAll('€', 'EUR')
    .replaceAll(/[\\()]/g, String.raw`\$&`)})`;
