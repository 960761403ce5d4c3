import { readFile, stat } from 'node:fs/promises';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CatalogueFault } from '../../domain/lookups/catalogue.ts';

/** Cells as text, numbers as the file writes them; '' where there is nothing. */
export type Table = readonly (readonly string[])[];

/** The official catalogue is some 5 MB as XLSX. */
const biggestBytes = 60 * 1024 * 1024;

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const asText = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell).trim()
    : '';
};

/**
 * Reads an XLSX (every sheet) or a text in columns (commas, semicolons or tabs; UTF-8 or Windows-1252). Whole in memory, and slow: a
 * second for a big one. For a process of its own (main/catalogue-process.ts), never the one that answers the window.
 */
export async function readTables(file: string): Promise<Result<readonly Table[], CatalogueFault>> {
  let bytes: Buffer;
  try {
    if ((await stat(file)).size > biggestBytes) return fail('too-large');
    bytes = await readFile(file);
  } catch {
    return fail('disk');
  }
  try {
    return ok(isZip(bytes) ? await sheets(bytes) : [await columns(bytes)]);
  } catch {
    // what a parser throws says nothing to a clerk
    return fail('unreadable');
  }
}

async function sheets(bytes: Buffer): Promise<readonly Table[]> {
  const { default: readXlsx } = await import('read-excel-file/node');
  const read = await readXlsx<string>(bytes, { parseNumber: (text) => text });
  return read.map(({ data }) => data.map((row) => row.map(asText)));
}

async function columns(bytes: Buffer): Promise<Table> {
  const { default: papa } = await import('papaparse');
  const text = decode(bytes);
  if (text.includes('\0')) throw new Error('not a text');
  const { data } = papa.parse<unknown[]>(text, { delimitersToGuess: [',', ';', '\t', '|'] });
  return data.map((row) => row.map(asText));
}

/** Spreadsheets of Windows save text in their own code page. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
