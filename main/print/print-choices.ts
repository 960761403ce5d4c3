import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PrintSettings, usualPrintSettings } from '../../domain/company/print-settings.ts';
import type { Logo } from './print-page.ts';

/**
 * What a company's prints look like on this computer: settings, picture, and the folder where files are put. Beside the database,
 * because a printer and a folder belong to the computer; a copy brought back elsewhere must not bring them along.
 */
export interface PrintChoices {
  settings(companyId: string): PrintSettings;
  keepSettings(companyId: string, settings: PrintSettings): void;
  logo(companyId: string): Logo | undefined;
  /** @returns what is wrong with the picture; undefined when it was kept */
  keepLogo(companyId: string, bytes: Uint8Array): LogoFault | undefined;
  removeLogo(companyId: string): void;
  /** where "Guardar todo" puts its files; undefined until it was chosen, and when it is gone */
  folder(companyId: string): string | undefined;
  keepFolder(companyId: string, folder: string): void;
}

export type LogoFault = 'logo-not-picture' | 'logo-too-large';

/** A logo is a few dozen kilobytes; a photograph of ten megabytes would make every print as large. */
export const biggestLogoBytes = 512 * 1024;

/** First bytes of the two formats (PNG 1.2 section 3.1; JFIF 1.02). */
const signatures: readonly (readonly [Logo['type'], readonly number[]])[] = [
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

const typeOf = (bytes: Uint8Array): Logo['type'] | undefined =>
  signatures.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0];

const Stored = z.object({ settings: PrintSettings.optional(), folder: z.string().min(1).optional() });
type Stored = z.infer<typeof Stored>;

/** @param folder made when first needed */
export function printChoices(folder: string): PrintChoices {
  const of = (companyId: string): string => {
    // ids are the program's own; a path in disguise would be a mistake of ours
    if (!/^[\w-]+$/.test(companyId)) throw new RangeError('not a company id');
    return join(folder, companyId);
  };
  const write = (companyId: string, name: string, bytes: Uint8Array | string): void => {
    mkdirSync(of(companyId), { recursive: true });
    const file = join(of(companyId), name);
    writeFileSync(`${file}.tmp`, bytes);
    renameSync(`${file}.tmp`, file);
  };
  const read = (companyId: string): Stored => {
    const file = join(of(companyId), 'choices.json');
    try {
      return Stored.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return {}; // never chosen, or unreadable: the usual ones, chosen again in Ajustes
    }
  };
  const change = (companyId: string, patch: Stored): void =>
    write(companyId, 'choices.json', JSON.stringify({ ...read(companyId), ...patch }));

  return {
    settings: (companyId) => read(companyId).settings ?? usualPrintSettings,
    keepSettings: (companyId, settings) => change(companyId, { settings }),
    logo(companyId) {
      try {
        const bytes = readFileSync(join(of(companyId), 'logo'));
        const type = typeOf(bytes);
        return type === undefined ? undefined : { type, bytes };
      } catch {
        return undefined;
      }
    },
    keepLogo(companyId, bytes) {
      if (bytes.length > biggestLogoBytes) return 'logo-too-large';
      if (typeOf(bytes) === undefined) return 'logo-not-picture';
      write(companyId, 'logo', bytes);
      return undefined;
    },
    removeLogo: (companyId) => rmSync(join(of(companyId), 'logo'), { force: true }),
    folder(companyId) {
      const kept = read(companyId).folder;
      // on a stick that was pulled out: asked again, never made anew under the place where it was
      return kept !== undefined && existsSync(kept) ? kept : undefined;
    },
    keepFolder: (companyId, chosen) => change(companyId, { folder: chosen }),
  };
}
