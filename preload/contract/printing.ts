import { z } from 'zod';
import { PrintSettings } from '../../domain/company/print-settings.ts';

/** What Ajustes > Impresión shows. */
export const PrintView = z.object({
  settings: PrintSettings,
  /** of this computer; `name` is what the system calls it, `label` what a person reads */
  printers: z.array(z.object({ name: z.string(), label: z.string() })),
  /** the picture as an address that the page may show */
  logo: z.string().startsWith('data:image/').optional(),
  /** last part of the path where "Guardar todo" puts its files; the whole path stays in main */
  folder: z.string().optional(),
});
export type PrintView = z.infer<typeof PrintView>;
