import type { Finding } from '../../domain/practice/switches.ts';
import { same } from './paper-decimal.ts';

/** Every code the simulated authority uses, of DOMAIN.md section 9. Each has its row in domain/words/causes.ts. */
export const judgeCodes = [
  -1, -16, -37, -38, -41, -45, -53, -58, -60, -99, -110, -111, -125, -131, -190, -400, -405, -411, -451, -454,
  -459, -471, -473, -478, -487, -505, -508, -509, -513,
] as const;
export type JudgeCode = (typeof judgeCodes)[number];

/** What the examination of one document finds. */
export class Notes {
  readonly rows: Finding[] = [];
  /** refusals for which no code is known: told as plain sentences, so that none is invented */
  readonly sentences: string[] = [];
  readonly observations: Finding[] = [];

  row(code: JudgeCode, text: string): void {
    this.rows.push({ code, text });
  }
  say(text: string): void {
    this.sentences.push(text);
  }
  observe(code: JudgeCode, text: string): void {
    this.observations.push({ code, text });
  }
  /** Compares by value; `code` undefined where none is known. */
  equal(code: JudgeCode | undefined, name: string, written: string, expected: string): void {
    if (expected.startsWith('-') || !same(written, expected)) this.differs(code, name, written, expected);
  }
  differs(code: JudgeCode | undefined, name: string, written: string, expected: string): void {
    const text = `El campo ${name} no coincide con el cálculo: recibido ${written}, calculado ${expected}.`;
    if (code === undefined) this.say(text);
    else this.row(code, text);
  }
}
