import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CertificateInfo } from '../../domain/signing/signing.ts';

const Info = z.object({
  holder: z.string(),
  holderIdentification: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  validFrom: z.int(),
  validUntil: z.int(),
});

/**
 * The taxpayer's .p12 as chosen, one file per company (its own PIN protects it), and beside it what is known of its
 * certificate, so that screens need neither PIN nor key to show it.
 */
export interface CertificateFiles {
  p12(companyId: string): Uint8Array | undefined;
  info(companyId: string): CertificateInfo | undefined;
  /** Replaces both, durably: the new file is whole on disk before the old one goes. */
  keep(companyId: string, p12: Uint8Array, info: CertificateInfo): void;
}

function writeDurably(file: string, bytes: Uint8Array): void {
  const coming = `${file}.coming`;
  rmSync(coming, { force: true });
  const handle = openSync(coming, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(coming, file);
}

export function certificateFiles(folder: string): CertificateFiles {
  const p12File = (companyId: string): string => join(folder, `${companyId}.p12`);
  const infoFile = (companyId: string): string => join(folder, `${companyId}.json`);
  return {
    p12: (companyId) => (existsSync(p12File(companyId)) ? readFileSync(p12File(companyId)) : undefined),
    info: (companyId) => {
      if (!existsSync(infoFile(companyId)) || !existsSync(p12File(companyId))) return undefined;
      try {
        return Info.parse(JSON.parse(readFileSync(infoFile(companyId), 'utf8')));
      } catch {
        return undefined; // shown as "choose the certificate again"; the .p12 itself stays
      }
    },
    keep: (companyId, p12, info) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeDurably(p12File(companyId), p12);
      writeDurably(infoFile(companyId), new TextEncoder().encode(JSON.stringify(info)));
    },
  };
}
