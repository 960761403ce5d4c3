import { spawnSync } from 'node:child_process';

/** What independent programs find in a PDF. Debian package: poppler-utils (scripts/bootstrap.mjs installs it). */

function run(tool: 'pdffonts' | 'pdfimages' | 'pdfinfo' | 'pdftotext', args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${tool}: ${stderr}`);
  return stdout;
}

/** Every run of spaces and line ends is one space. */
export const pdfText = (file: string): string =>
  run('pdftotext', ['-enc', 'UTF-8', file, '-']).replaceAll(/\s+/g, ' ').trim();

export interface PdfFont {
  readonly name: string;
  readonly embedded: boolean;
}

/** Every font of the file. */
export function pdfFonts(file: string): readonly PdfFont[] {
  const [, , ...rows] = run('pdffonts', [file]).trimEnd().split('\n');
  return rows.map((row) => {
    // name type encoding emb sub uni object generation
    const found = /^(\S+)\s.*\s(yes|no)\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+$/.exec(row);
    if (!found) throw new Error(`not a row of pdffonts: ${row}`);
    return { name: found[1] ?? '', embedded: found[2] === 'yes' };
  });
}

/** @returns how many, and the size of the first in points (1/72 inch) */
export function pdfPages(file: string): {
  readonly count: number;
  readonly width: number;
  readonly height: number;
} {
  const told = run('pdfinfo', [file]);
  const count = /^Pages:\s+(\d+)$/m.exec(told);
  const size = /^Page size:\s+([\d.]+) x ([\d.]+) pts/m.exec(told);
  return { count: Number(count?.[1]), width: Number(size?.[1]), height: Number(size?.[2]) };
}

/** Pictures drawn on the pages, as `width x height` in pixels. */
export function pdfPictures(file: string): readonly string[] {
  const [, , ...rows] = run('pdfimages', ['-list', file]).trimEnd().split('\n');
  // page num type width height ...; a mask belongs to the picture before it
  return rows
    .map((row) => row.trim().split(/\s+/))
    .flatMap(([, , type, width, height]) => (type === 'image' ? [`${width} x ${height}`] : []));
}
