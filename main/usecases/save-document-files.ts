import { open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { documentFiles } from '../db/document-list.ts';
import { documentPdf, type PageFault, type PrintContext, type Printer } from './print-document.ts';

export interface SavedFiles {
  /** last part of the folder's path: the whole path stays in main */
  readonly folder: string;
  readonly names: readonly string[];
}

/** Whole or not at all: an accountant who copies the folder meanwhile never gets half a file. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const coming = `${file}.tmp`;
  try {
    const handle = await open(coming, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(coming, file);
  } catch (error) {
    await rm(coming, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * XML, PDF and the authority's answer together, named as the ministry names them (DOMAIN.md 3.4). The answer comes along once there
 * is one; files of the same document saved before are replaced.
 * @param folder chosen by the clerk in the system's dialog; it exists
 * @throws what the disk says
 */
export async function saveDocumentFiles(
  context: PrintContext & { readonly printer: Printer },
  id: string,
  folder: string,
): Promise<Result<SavedFiles, PageFault>> {
  const files = documentFiles(context.db, context.company.id, id);
  if (!files) return fail('not-found');
  if (!files.xml) return fail('unreadable');
  const pdf = await documentPdf(context, id);
  if (!pdf.ok) return pdf;
  const parts: readonly (readonly [string, Uint8Array])[] = [
    [`${files.clave}.xml`, files.xml],
    [pdf.value.name, pdf.value.bytes],
    ...(files.answerXml ? ([[`${files.clave}_respuesta.xml`, files.answerXml]] as const) : []),
  ];
  for (const [name, bytes] of parts) await writeWhole(join(folder, name), bytes);
  return ok({ folder: basename(folder), names: parts.map(([name]) => name) });
}
