import type { Paper } from '../../../domain/company/print-settings.ts';
import type { Copy } from '../../words/language.ts';

const es = {
  reading: 'Leyendo',
  paperTitle: 'Papel e impresora',
  hint: 'Vale para esta empresa en esta computadora.',
  paper: 'Papel',
  papers: {
    letter: 'Carta',
    a4: 'A4',
    '80mm': 'Tiquete de 80 mm',
    '58mm': 'Tiquete de 58 mm',
  } satisfies Record<Paper, string>,
  printer: 'Impresora',
  askEachTime: 'Preguntar cada vez',
  printerGone: (name: string) => `${name} (no está conectada)`,
  printerHint: 'Con una impresora elegida, Imprimir no pregunta nada.',
  noPrinters: 'Esta computadora no tiene impresoras instaladas; se puede guardar el PDF.',
  language: 'Idioma de lo impreso',
  languages: { auto: 'Español, exportación en inglés', es: 'Español', en: 'Inglés' },
  legend: 'Línea al pie',
  legendHint:
    'Normalmente, la resolución que autoriza. Los textos oficiales que conocemos no dicen qué debe llevar exactamente: cámbiela si su contador lo pide.',
  logoTitle: 'Logo',
  logoNone: 'Sin logo. Puede ser una imagen PNG o JPEG de 512 kB o menos.',
  logoAlt: 'Logo de la empresa',
  chooseLogo: 'Elegir imagen…',
  changeLogo: 'Cambiar imagen…',
  removeLogo: 'Quitar',
  folderTitle: 'Carpeta de los documentos',
  folderNone: 'Todavía no eligió una. «Guardar todo» la pregunta la primera vez.',
  folderIs: (name: string) => `«Guardar todo» pone el XML, el PDF y la respuesta de Hacienda en: ${name}`,
  chooseFolder: 'Elegir carpeta…',
};

const en: typeof es = {
  reading: 'Reading',
  paperTitle: 'Paper and printer',
  hint: 'For this company on this computer.',
  paper: 'Paper',
  papers: { letter: 'Letter', a4: 'A4', '80mm': 'Receipt, 80 mm', '58mm': 'Receipt, 58 mm' },
  printer: 'Printer',
  askEachTime: 'Ask each time',
  printerGone: (name) => `${name} (not connected)`,
  printerHint: 'With a printer chosen, Print asks nothing.',
  noPrinters: 'This computer has no printers installed; the PDF can be saved.',
  language: 'Language of prints',
  languages: { auto: 'Spanish, exports in English', es: 'Spanish', en: 'English' },
  legend: 'Line at the foot',
  legendHint:
    'Usually the resolution that authorises. The official texts we know do not say what exactly must be there: change it if your accountant asks.',
  logoTitle: 'Logo',
  logoNone: 'No logo. It may be a PNG or JPEG picture of 512 kB or less.',
  logoAlt: 'Logo of the company',
  chooseLogo: 'Choose a picture…',
  changeLogo: 'Change the picture…',
  removeLogo: 'Remove',
  folderTitle: 'Folder for documents',
  folderNone: 'None chosen yet. “Save everything” asks the first time.',
  folderIs: (name) => `“Save everything” puts XML, PDF and answer into: ${name}`,
  chooseFolder: 'Choose a folder…',
};

export const printingCopy = { es, en } satisfies Copy<typeof es>;
