import { z } from 'zod';

/** Paper of a printed document: a page, or the roll of a ticket printer. */
export const Paper = z.enum(['a4', 'letter', '80mm', '58mm']);
export type Paper = z.infer<typeof Paper>;

/** How this company's documents are printed on this computer. */
export const PrintSettings = z.object({
  paper: Paper,
  /** name of the printer as the system knows it; '' = the system's dialog asks each time */
  printer: z.string().max(300),
  /** the line at the foot: the resolution that authorises, or whatever the company must state */
  legend: z.string().max(300),
  /** `auto`: Spanish, and English for export invoices */
  language: z.enum(['auto', 'es', 'en']),
});
export type PrintSettings = z.infer<typeof PrintSettings>;

/** The regime in force (DOMAIN.md section 1); what exactly must be printed is not settled (section 15), so it can be changed. */
export const usualLegend =
  'Emitida conforme lo establecido en la resolución MH-DGT-RES-0027-2024 del 13 de noviembre de 2024.';

export const usualPrintSettings: PrintSettings = {
  paper: 'letter',
  printer: '',
  legend: usualLegend,
  language: 'auto',
};
