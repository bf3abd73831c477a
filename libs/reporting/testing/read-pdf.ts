import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requiredToolPath } from '@bofu/testing';

/** The text of each page of a PDF as another program reads it, line by line. */
export function pagesOf(pdf: Buffer): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-pdf-'));
  try {
    const file = join(folder, 'read.pdf');
    writeFileSync(file, pdf);
    const text = execFileSync(requiredToolPath('pdftotext'), ['-layout', '-enc', 'UTF-8', file, '-'], {
      encoding: 'utf8',
    });
    return text
      .split('\f')
      .slice(0, -1)
      .map((page) =>
        page
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
