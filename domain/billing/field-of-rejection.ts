import type { InvoiceForm, LineForm } from './invoice-form.ts';
import { usedLines } from './made-from.ts';

/** Where a rejection points: a field of the document, or one of a line (then the path says which part of it). */
type Place =
  | { readonly of: 'document'; readonly path: (form: InvoiceForm, text: string) => string }
  | {
      readonly of: 'line';
      /** whether the line can be the one at fault, for when the text does not say which */
      readonly likely: (line: LineForm) => boolean;
      readonly path: (line: LineForm) => string;
    };

const document = (path: string): Place => ({ of: 'document', path: () => path });
const line = (
  path: Extract<Place, { of: 'line' }>['path'] | string,
  likely: Extract<Place, { of: 'line' }>['likely'] = () => true,
): Place => ({ of: 'line', likely, path: typeof path === 'string' ? () => path : path });

/** A field of the first element that fits, or of the list itself. */
const within =
  <Element extends { readonly id: string }>(
    list: string,
    field: string,
    elements: (line: LineForm) => readonly Element[],
    fits: (element: Element) => boolean = () => true,
  ) =>
  (of: LineForm): string => {
    const found = elements(of).find(fits);
    return found === undefined ? list : `${list}.${found.id}.${field}`;
  };
const taxOf = (code: string, field: string): Place =>
  line(
    within(
      'taxes',
      field,
      (each) => each.taxes,
      (tax) => tax.code.trim() === code,
    ),
    (each) => each.taxes.some((tax) => tax.code.trim() === code),
  );
const exoneration = (field: string): Place =>
  line(`exoneration.${field}`, (each) => each.exoneration !== undefined);

const uncoded = ({ code }: { readonly code: string }): boolean => code.trim() === '';

/**
 * Codes of DetalleMensaje and the field they are about (DOMAIN.md section 9). No official catalogue exists: a new code is a new row.
 * Codes that no field of the form answers for (-16, -53, -60, -99, -405) have none.
 */
const placesByCode: Readonly<Record<string, Place>> = {
  '-37': document('issuer.province'),
  '-38': document('customer.identificationNumber'),
  '-41': line(
    within('discounts', 'code', (each) =>
      each.discounts.toSorted((a, b) => Number(uncoded(b)) - Number(uncoded(a))),
    ),
    (each) => each.discounts.length > 0,
  ),
  '-45': line('ivaCode'),
  '-58': document('creditDays'),
  '-110': line('cabys', (each) => /^[5-9]/.test(each.cabys.trim())),
  '-111': line('cabys', (each) => /^[0-4]/.test(each.cabys.trim())),
  '-125': exoneration('number'),
  '-131': {
    of: 'document',
    path: ({ references }) => {
      const wanting = references.find((each) => uncoded(each) || each.reason.trim() === '') ?? references[0];
      if (wanting === undefined) return 'references';
      return `references.${wanting.id}.${uncoded(wanting) ? 'code' : 'reason'}`;
    },
  },
  '-190': exoneration('rate'),
  '-400': line('cabys'),
  '-411': {
    of: 'document',
    path: (form, text) =>
      /receptor/i.test(text) && form.kind !== '08' && form.customer.activityCode.trim() !== ''
        ? 'customer.activityCode'
        : 'activityCode',
  },
  '-451': line('factoryIva', (each) => each.factoryIva.trim() === '02'),
  '-454': line('taxBase'),
  '-459': taxOf('05', 'volume'),
  '-471': taxOf('04', 'percentage'),
  '-473': taxOf('04', 'percentage'),
  '-478': exoneration('article'),
  '-487': line('ivaCode'),
  '-505': line('ivaCode', (each) => ['05', '06', '07'].includes(each.ivaCode.trim())),
  '-508': document('customer.identificationNumber'),
  '-509': line('cabys'),
  '-513': line('ivaTax'),
};

/** Elements that a schema violation (-1) names in its text, and the field that holds them. */
const placesByElement: Readonly<Record<string, Place>> = {
  CodigoActividadEmisor: document('activityCode'),
  CodigoActividadReceptor: document('customer.activityCode'),
  CondicionVenta: document('saleCondition'),
  CondicionVentaOtros: document('saleConditionOther'),
  PlazoCredito: document('creditDays'),
  CodigoMoneda: document('currency'),
  TipoCambio: document('exchangeRate'),
  CorreoElectronico: document('customer.email'),
  NumTelefono: document('customer.phone'),
  OtrasSenas: document('customer.address'),
  OtrasSenasExtranjero: document('customer.foreignAddress'),
  Barrio: document('customer.barrio'),
  Provincia: document('customer.province'),
  Canton: document('customer.canton'),
  Distrito: document('customer.district'),
  CodigoCABYS: line('cabys'),
  Nombre: document('customer.name'),
  NombreComercial: document('customer.tradeName'),
  Detalle: line('detail'),
  Cantidad: line('quantity'),
  UnidadMedida: line('unit'),
  UnidadMedidaComercial: line('commercialUnit'),
  PrecioUnitario: line('unitPrice'),
  TipoTransaccion: line('transactionType'),
  PartidaArancelaria: line('tariffHeading'),
  CodigoTarifaIVA: line('ivaCode'),
  CodigoDescuento: line(
    within('discounts', 'code', (each) => each.discounts),
    (each) => each.discounts.length > 0,
  ),
  NaturalezaDescuento: line(
    within('discounts', 'nature', (each) => each.discounts),
    (each) => each.discounts.length > 0,
  ),
  NumeroDocumento: exoneration('number'),
  NombreInstitucion: exoneration('institution'),
  TipoMedioPago: document('paymentMeans'),
  TotalMedioPago: document('paymentMeans'),
  MontoCargo: document('otherCharges'),
  TipoDocumentoOC: document('otherCharges'),
  TipoDocIR: document('references'),
  FechaEmisionIR: document('references'),
  Razon: document('references'),
  OtroTexto: document('notes'),
};

/** "línea 3", "linea de detalle N° 3", "LineaDetalle[3]", also with the accent broken on its way. */
const lineNumber =
  /l.{1,3}nea(?:[\s_]*(?:de)?[\s_]*detalle)?[\s:#([]*(?:n[°ºo.]*\s*|n.{1,3}mero\s*)?(\d{1,4})/i;

function lineNamed(text: string, lines: readonly LineForm[]): LineForm | undefined {
  const number = lineNumber.exec(text)?.[1];
  return number === undefined ? undefined : lines[Number(number) - 1];
}

function placeOf(code: string, text: string): Place | undefined {
  const known = placesByCode[code];
  if (known !== undefined || code !== '-1') return known;
  const names = text.match(/[A-Z][A-Za-z0-9]+/g) ?? [];
  return names.flatMap((name) =>
    Object.hasOwn(placesByElement, name) ? (placesByElement[name] ?? []) : [],
  )[0];
}

/**
 * The field of the form that an answer row is most likely about, for the focus of a correction.
 * @param code of the row: `-41`
 * @param text of the row; when it names a line, that line's field is meant, else the first line that can be at fault
 * @param form of the rejected document
 * @returns a path as faults have it, undefined when no field answers for the code
 */
export function fieldOfRejection(code: string, text: string, form: InvoiceForm): string | undefined {
  const place = placeOf(code.trim(), text);
  if (place === undefined) return undefined;
  if (place.of === 'document') return place.path(form, text);
  const lines = usedLines(form);
  const meant = lineNamed(text, lines) ?? lines.find((each) => place.likely(each)) ?? lines[0];
  return meant === undefined ? 'lines' : `lines.${meant.id}.${place.path(meant)}`;
}
