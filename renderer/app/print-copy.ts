import type { Copy } from '../words/language.ts';

const es = {
  print: 'Imprimir',
  openPdf: 'Ver PDF',
  savePdf: 'Guardar PDF',
  saveAll: 'Guardar todo',
  saveAllHint: 'XML, PDF y respuesta de Hacienda, juntos en la carpeta elegida en Ajustes, Impresión.',
  printed: 'Enviado a la impresora',
  saved: (name: string) => `Guardado: ${name}`,
  savedAll: (count: number, folder: string) =>
    count === 1 ? `1 archivo guardado en ${folder}` : `${count} archivos guardados en ${folder}`,
};

const en: typeof es = {
  print: 'Print',
  openPdf: 'See PDF',
  savePdf: 'Save PDF',
  saveAll: 'Save everything',
  saveAllHint: 'XML, PDF and answer, together in the folder chosen in Settings, Printing.',
  printed: 'Sent to the printer',
  saved: (name) => `Saved: ${name}`,
  savedAll: (count, folder) =>
    count === 1 ? `1 file saved in ${folder}` : `${count} files saved in ${folder}`,
};

export const printCopy = { es, en } satisfies Copy<typeof es>;
