import { type JournalLine, readJournalLine, writeJournalLine } from '../../main/outbox/journal-line.ts';
import type { Journal, SealedFile, SealedName } from '../../main/outbox/sealed-store.ts';

/**
 * What of the folder of sealed documents survives a power cut: whole files, and the text of the journal up to where it was synced or
 * torn. Same contract as `sealedStore` (main/outbox), without a disk. The journal is ASCII here, so a character is a byte.
 */
export class SealedDisk {
  private readonly kept = new Map<
    string,
    { readonly companyId: string; readonly month: string; readonly bytes: Uint8Array }
  >();
  private text = '';

  keep({ companyId, clave, issuedAt }: SealedName, bytes: Uint8Array): void {
    this.kept.set(clave, { companyId, month: issuedAt.slice(0, 7), bytes });
  }
  read(clave: string): Uint8Array | undefined {
    return this.kept.get(clave)?.bytes;
  }
  discard(clave: string): void {
    this.kept.delete(clave);
  }
  files(): readonly SealedFile[] {
    return [...this.kept].map(([clave, { companyId, month }]) => ({ companyId, clave, month }));
  }
  /** @param part share of the line that reaches the disk; 1 = all of it */
  append(line: JournalLine, part = 1): number {
    const text = `${writeJournalLine(line)}\n`;
    const whole = part >= 1;
    if (this.text !== '' && !this.text.endsWith('\n')) this.text += '\n';
    this.text += whole ? text : text.slice(0, Math.floor(part * (text.length - 1)));
    return this.text.length;
  }
  journal(from: number): Journal {
    const start = from > 0 && from <= this.text.length && this.text[from - 1] === '\n' ? from : 0;
    const lines: JournalLine[] = [];
    let unreadable = 0;
    for (const text of this.text.slice(start).split('\n')) {
      if (text === '') continue;
      const line = readJournalLine(text);
      if (line) lines.push(line);
      else unreadable++;
    }
    return { lines, unreadable, end: this.text.length };
  }
}
