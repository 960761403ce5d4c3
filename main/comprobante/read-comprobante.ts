import type { Comprobante, OtherContent } from '../../domain/billing/comprobante.ts';
import type { ComprobanteFault } from '../../domain/billing/comprobante-fault.ts';
import type { InvoiceKind } from '../../domain/billing/invoice-form.ts';
import type { Invoice, OtherCharge, Reference } from '../../domain/billing/invoice.ts';
import { kindFields } from '../../domain/billing/kind-fields.ts';
import type { Result } from '../../domain/result.ts';
import { type Fields, present } from './fields.ts';
import { readDocument } from './documents-of-others.ts';
import { rootNames } from './namespaces.ts';
import type { XmlElement } from './open-xml.ts';
import { readGoodsLine, readPaymentLine } from './read-lines.ts';
import {
  optionalIdentification,
  readCustomer,
  readIssuer,
  readPayee,
  readPayer,
  readSeller,
} from './read-parties.ts';
import { readSummary } from './read-summary.ts';

const charge = (fields: Fields): OtherCharge =>
  present({
    type: fields.code('TipoDocumentoOC'),
    otherText: fields.optionalText('TipoDocumentoOTROS'),
    thirdParty: optionalIdentification(fields, 'IdentificacionTercero'),
    thirdPartyName: fields.optionalText('NombreTercero'),
    detail: fields.text('Detalle'),
    percentage: fields.optionalDecimal('PorcentajeOC', { digits: 9, decimals: 5 }),
    amount: fields.amount('MontoCargo'),
  });

const reference = (fields: Fields): Reference =>
  present({
    documentType: fields.code('TipoDocIR'),
    otherText: fields.optionalText('TipoDocRefOTRO'),
    number: fields.optionalText('Numero'),
    issuedAt: fields.dateTime('FechaEmisionIR'),
    code: fields.optionalCode('Codigo'),
    codeOther: fields.optionalText('CodigoReferenciaOTRO'),
    reason: fields.optionalText('Razon'),
  });

/** The schema lets any number of them; the limits of the file bound it. */
const unbounded = Number.POSITIVE_INFINITY;

function otherContent(element: XmlElement): OtherContent {
  const code = element.attributes.get('codigo');
  const said = code === undefined ? {} : { code };
  return element.name === 'OtroTexto'
    ? { kind: 'text', ...said, text: element.text }
    : { kind: 'content', ...said, xml: element.inner };
}

const others = (fields: Fields): readonly OtherContent[] =>
  [...fields.take('OtroTexto', unbounded), ...fields.take('OtroContenido', unbounded)].map(otherContent);

/** Both parties and their activities, in the places that the kind gives them. */
function parties(fields: Fields, kind: InvoiceKind): Pick<Invoice, 'issuer' | 'customer' | 'activityCode'> {
  const has = kindFields[kind];
  const provider = fields.text('ProveedorSistemas');
  if (kind === '10')
    return {
      issuer: fields.group('Emisor', (party) => readPayee(party, provider)),
      customer: fields.group('Receptor', readPayer),
    };
  if (kind === '08') {
    const sellerActivity = fields.optionalText('CodigoActividadEmisor');
    return {
      activityCode: fields.text('CodigoActividadReceptor'),
      customer: fields.group('Emisor', (party) => readSeller(party, sellerActivity)),
      issuer: fields.group('Receptor', (party) => readIssuer(party, provider, { registry: false, mails: 1 })),
    };
  }
  const activityCode =
    has.ownActivity === 'required'
      ? fields.text('CodigoActividadEmisor')
      : fields.optionalText('CodigoActividadEmisor');
  const customerActivity =
    has.partyActivity === 'none' ? undefined : fields.optionalText('CodigoActividadReceptor');
  const read = (party: Fields) =>
    readCustomer(party, customerActivity, {
      location: has.partyLocation,
      identification: has.partyIdentification === 'required',
    });
  const customer =
    has.party === 'required' ? fields.group('Receptor', read) : fields.optionalGroup('Receptor', read);
  return present({
    issuer: fields.group('Emisor', (party) => readIssuer(party, provider, { registry: true, mails: 4 })),
    // a note may tell the activity of somebody it does not name
    customer:
      customer ?? (customerActivity === undefined ? undefined : { name: '', activityCode: customerActivity }),
    activityCode,
  });
}

const saleCondition = (
  fields: Fields,
  kind: InvoiceKind,
): Pick<Invoice, 'saleCondition' | 'saleConditionOther' | 'creditDays'> =>
  present({
    saleCondition: fields.code('CondicionVenta'),
    saleConditionOther: kind === '10' ? undefined : fields.optionalText('CondicionVentaOtros'),
    creditDays: kind === '10' ? undefined : fields.optionalInteger('PlazoCredito'),
  });

function lines(fields: Fields, kind: InvoiceKind): Invoice['lines'] {
  const has = kindFields[kind];
  const readLine = has.paymentLines ? readPaymentLine(has) : readGoodsLine(has);
  const readLines = (detail: Fields): Invoice['lines'] =>
    detail.groups('LineaDetalle', { least: 1, most: 1_000 }, readLine);
  if (has.lines === 'required') return fields.group('DetalleServicio', readLines);
  return fields.optionalGroup('DetalleServicio', readLines) ?? [];
}

function comprobante(fields: Fields, kind: InvoiceKind): Comprobante {
  const has = kindFields[kind];
  const said = (has.notes ? fields.optionalGroup('Otros', others) : undefined) ?? [];
  const notes = said.flatMap((other) =>
    other.kind === 'text' && other.code === undefined ? [other.text] : [],
  );
  return {
    identity: {
      clave: fields.token('Clave', /^\d{50}$/),
      consecutivo: fields.token('NumeroConsecutivo', /^\d{20}$/),
      issuedAt: fields.dateTime('FechaEmision'),
    },
    invoice: present({
      kind,
      ...parties(fields, kind),
      ...saleCondition(fields, kind),
      ...fields.group('ResumenFactura', readSummary(kind)),
      lines: lines(fields, kind),
      otherCharges: has.otherCharges ? fields.groups('OtrosCargos', { most: 15 }, charge) : [],
      references: fields.groups(
        'InformacionReferencia',
        { least: has.references === 'required' ? 1 : 0, most: 10 },
        reference,
      ),
      notes: notes.length > 0 ? notes.join('') : undefined,
    }),
    others: said,
  };
}

const kindsByRoot: ReadonlyMap<string, InvoiceKind> = new Map(
  // oxlint-disable-next-line no-unsafe-type-assertion -- the keys of a record of kinds
  Object.entries(rootNames).map(([kind, root]) => [root, kind as InvoiceKind]),
);

/**
 * Reads any comprobante v4.4 that its schema lets through, of whatever program, exactly: text, codes and dates as they are,
 * numbers to their last digit, an element it does not know refused rather than dropped. Prefixes, BOM, CRLF, comments, CDATA and
 * further signatures are all the same to it. It does not check sums, codes or signatures: those are the rules' and the verifier's.
 * Pure, and takes some 30 ms for a document of 1,000 lines: many of them are read off the main thread.
 * @param bytes as received
 */
export const readComprobante = (bytes: Uint8Array): Result<Comprobante, ComprobanteFault> =>
  readDocument(bytes, (root) => {
    const kind = kindsByRoot.get(root);
    return kind && ((fields) => comprobante(fields, kind));
  });
