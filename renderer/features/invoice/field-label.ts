import type { InvoiceForm, LineForm } from '../../../domain/billing/invoice-form.ts';
import type { InvoiceWords } from './copy.ts';

/** 1 for the first row; 0 when it is not there. */
const place = (rows: readonly { readonly id: string }[], id: string | undefined): number =>
  rows.findIndex((row) => row.id === id) + 1;

const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');

/** The words on the screen for the field at a fault's path: "Línea 3 · Precio". Used where the field itself is not beside. */
export function fieldLabel(path: string, form: InvoiceForm, words: InvoiceWords): string {
  const [head, id, ...rest] = path.split('.');
  const [field] = rest;
  switch (head) {
    case 'customer':
      return joined(words.partyTitle[form.kind], customerLabel(id, words));
    case 'lines': {
      const n = place(form.lines, id);
      const line = form.lines[n - 1];
      if (line === undefined) return form.kind === '10' ? words.payments : words.lines;
      return joined(form.kind === '10' ? words.paymentN(n) : words.line(n), lineLabel(rest, line, words));
    }
    case 'paymentMeans': {
      const n = place(form.paymentMeans, id);
      return n === 0 ? words.means : words.meanN(n);
    }
    case 'otherCharges': {
      const n = place(form.otherCharges, id);
      return n === 0 ? words.charges : joined(words.chargeN(n), chargeLabels(words)[field ?? '']);
    }
    case 'references': {
      const n = place(form.references, id);
      return n === 0 ? words.references : joined(words.referenceN(n), referenceLabels(words)[field ?? '']);
    }
    case 'saleCondition':
      return words.saleCondition;
    case 'saleConditionOther':
      return words.saleConditionOther;
    case 'creditDays':
      return words.creditDays;
    case 'currency':
      return words.currency;
    case 'exchangeRate':
      return words.exchangeRate;
    case 'activityCode':
      return words.activity;
    case 'notes':
      return words.notes;
    case 'issuer':
      return words.company;
    default:
      return words.document;
  }
}

type Labels = Readonly<Record<string, string>>;

function customerLabel(field: string | undefined, words: InvoiceWords): string {
  switch (field) {
    case 'identificationType':
      return words.identificationType;
    case 'identificationNumber':
      return words.identificationNumber;
    case 'email':
      return words.email;
    case 'tradeName':
      return words.tradeName;
    case 'activityCode':
      return words.customerActivity;
    case 'phoneCountry':
      return words.phoneCountry;
    case 'phone':
      return words.phone;
    case 'province':
      return words.province;
    case 'canton':
      return words.canton;
    case 'district':
      return words.district;
    case 'barrio':
      return words.barrio;
    case 'address':
      return words.address;
    case 'foreignAddress':
      return words.foreignAddress;
    default:
      return words.customerName;
  }
}

/** The same without the number of the line, for a sentence that stands at the line. */
export const lineFieldLabel = (path: string, line: LineForm, words: InvoiceWords): string =>
  lineLabel(path.split('.').slice(2), line, words);

/** @param path below the line: `['taxes', id, 'rate']` */
function lineLabel(path: readonly string[], line: LineForm, words: InvoiceWords): string {
  const [field, id, ...rest] = path;
  switch (field) {
    case undefined:
      return '';
    case 'discounts':
      return rowLabel(place(line.discounts, id), words.discounts, words.discountN);
    case 'taxes':
      return joined(
        rowLabel(place(line.taxes, id), words.otherTaxes, words.taxN),
        taxLabels(words)[rest[0] ?? ''],
      );
    case 'exoneration':
      return joined(words.parts.exoneration, exonerationLabels(words)[id ?? '']);
    case 'commercialCodes':
      return rowLabel(place(line.commercialCodes, id), words.parts.goods, words.commercialCodeN);
    case 'serials':
      return id === undefined ? words.serials : words.serialN(Number(id) + 1);
    case 'components': {
      const n = place(line.components, id);
      const part = line.components[n - 1];
      if (part === undefined) return words.parts.components;
      const [partField, partId] = rest;
      if (partField === 'discounts')
        return joined(
          words.componentN(n),
          rowLabel(place(part.discounts, partId), words.discounts, words.discountN),
        );
      if (partField === 'taxes')
        return joined(words.componentN(n), rowLabel(place(part.taxes, partId), words.otherTaxes, words.taxN));
      return joined(words.componentN(n), lineLabels(words)[partField ?? '']);
    }
    default:
      return lineLabels(words)[field] ?? words.columns.detail;
  }
}

const rowLabel = (n: number, whole: string, numbered: (n: number) => string): string =>
  n === 0 ? whole : numbered(n);

const lineLabels = (words: InvoiceWords): Labels => ({
  ...words.columns,
  productCode: words.productCode,
  commercialUnit: words.commercialUnit,
  transactionType: words.transactionType,
  ivaTax: words.ivaTax,
  ivaFactor: words.ivaFactor,
  factoryIva: words.factoryIva,
  taxBase: words.taxBase,
  medicineRegistry: words.medicineRegistry,
  medicineForm: words.medicineForm,
  tariffHeading: words.tariffHeading,
  exportedTax: words.exportedTax,
  healthService: words.healthService,
});

const taxLabels = (words: InvoiceWords): Labels => ({
  otherText: words.taxOther,
  rate: words.taxRate,
  percentage: words.taxPercentage,
  unitTax: words.taxUnitTax,
});

const exonerationLabels = (words: InvoiceWords): Labels => ({
  documentType: words.exonerationType,
  otherText: words.exonerationOther,
  number: words.exonerationNumber,
  article: words.exonerationArticle,
  clause: words.exonerationClause,
  institution: words.exonerationInstitution,
  institutionOther: words.exonerationInstitutionOther,
  issuedOn: words.exonerationIssuedOn,
  rate: words.exonerationRate,
});

const chargeLabels = (words: InvoiceWords): Labels => ({
  otherText: words.chargeOther,
  thirdPartyIdType: words.thirdPartyIdType,
  thirdPartyIdNumber: words.thirdPartyIdNumber,
  thirdPartyName: words.thirdPartyName,
  detail: words.chargeDetail,
  value: words.chargeValue,
});

const referenceLabels = (words: InvoiceWords): Labels => ({
  documentType: words.referenceType,
  otherText: words.referenceTypeOther,
  number: words.referenceNumber,
  issuedOn: words.referenceIssuedOn,
  code: words.referenceCode,
  codeOther: words.referenceCodeOther,
  reason: words.referenceReason,
});
