import type { StartView } from '../../../preload/contract/company.ts';
import type { Copy } from '../../words/language.ts';

type Damage = NonNullable<StartView['damage']>;
type Salvaged = NonNullable<StartView['salvaged']>;

/** "3 documentos", and nothing for none. */
const counted = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count} ${many}`];

const es = {
  happened: 'Una parte de los datos guardados en esta computadora se había dañado.',
  mended: (damage: Damage): readonly string[] => [
    ...counted(damage.mended.length, 'documento', 'documentos'),
    ...counted(damage.adopted, 'documento que ya no estaba', 'documentos que ya no estaban'),
    ...counted(damage.bytesBack, 'XML firmado', 'XML firmados'),
    ...counted(damage.filesBack + damage.linesBack, 'segunda copia', 'segundas copias'),
    ...counted(damage.companies, 'empresa', 'empresas'),
    ...counted(damage.payments, 'lista de pagos', 'listas de pagos'),
    ...counted(damage.answersAsked, 'respuesta (se pide otra vez)', 'respuestas (se piden otra vez)'),
    ...counted(damage.others, 'índice o conteo', 'índices o conteos'),
  ],
  means: (list: string) =>
    list === ''
      ? 'Nada se envió dos veces y ningún número se repite.'
      : `Se recuperó: ${list}. Lo que no es seguro se pregunta a Hacienda antes de enviarlo; ningún número se repite.`,
  left: (damage: Damage): readonly string[] => [
    ...counted(
      damage.isolated.length + damage.bytesLost.length,
      'documento (clave abajo; no se envía)',
      'documentos (claves abajo; no se envían)',
    ),
    ...counted(
      damage.unreadable,
      'borrador, cliente, producto o pago que no se puede leer',
      'borradores, clientes, productos o pagos que no se pueden leer',
    ),
  ],
  todo: (left: string) =>
    left === ''
      ? 'Revise el disco de esta computadora y haga una copia en otro.'
      : `No se pudo recuperar: ${left}. Restaure una copia o llame a soporte; no se borró nada.`,
  salvaged: ({ drafts, customers, products }: Salvaged): readonly string[] => [
    ...counted(drafts, 'borrador', 'borradores'),
    ...counted(customers, 'cliente', 'clientes'),
    ...counted(products, 'producto', 'productos'),
  ],
  cameBack: (list: string) =>
    list === '' ? 'De él no volvió nada más nuevo que la copia.' : `De él volvieron además: ${list}.`,
};
const en: typeof es = {
  happened: 'A part of the data stored on this computer had been damaged.',
  mended: (damage) => [
    ...counted(damage.mended.length, 'document', 'documents'),
    ...counted(damage.adopted, 'document that was gone', 'documents that were gone'),
    ...counted(damage.bytesBack, 'signed XML', 'signed XMLs'),
    ...counted(damage.filesBack + damage.linesBack, 'second copy', 'second copies'),
    ...counted(damage.companies, 'company', 'companies'),
    ...counted(damage.payments, 'payment list', 'payment lists'),
    ...counted(damage.answersAsked, 'answer (asked for again)', 'answers (asked for again)'),
    ...counted(damage.others, 'index or count', 'indexes or counts'),
  ],
  means: (list) =>
    list === ''
      ? 'Nothing was sent twice and no number is repeated.'
      : `Recovered: ${list}. What is not certain is asked at Hacienda before it is sent; no number is repeated.`,
  left: (damage) => [
    ...counted(
      damage.isolated.length + damage.bytesLost.length,
      'document (clave below; it is not sent)',
      'documents (claves below; they are not sent)',
    ),
    ...counted(
      damage.unreadable,
      'draft, customer, product or payment that cannot be read',
      'drafts, customers, products or payments that cannot be read',
    ),
  ],
  todo: (left) =>
    left === ''
      ? 'Check this computer’s disk and make a copy on another one.'
      : `Not recovered: ${left}. Restore a copy or call support; nothing was deleted.`,
  salvaged: ({ drafts, customers, products }) => [
    ...counted(drafts, 'draft', 'drafts'),
    ...counted(customers, 'customer', 'customers'),
    ...counted(products, 'product', 'products'),
  ],
  cameBack: (list) =>
    list === ''
      ? 'Nothing newer than the copy came back out of it.'
      : `These came back out of it too: ${list}.`,
};
export const damageCopy = { es, en } satisfies Copy<typeof es>;
