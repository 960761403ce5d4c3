import type { InvoiceForm } from '../../../domain/billing/invoice-form.ts';
import type { InvoiceWords } from './copy.ts';

/** The words on the screen for the field at a fault's path: "Línea 3 · Precio". Used where the field itself is not beside. */
export function fieldLabel(path: string, form: InvoiceForm, words: InvoiceWords): string {
  const [head, id, field, subId] = path.split('.');
  switch (head) {
    case 'customer':
      return `${words.customer} · ${customerLabel(id, words)}`;
    case 'lines': {
      const n = form.lines.findIndex((line) => line.id === id) + 1;
      if (n === 0) return words.lines;
      if (field === 'discounts') {
        const line = form.lines[n - 1];
        const d = (line?.discounts.findIndex((each) => each.id === subId) ?? -1) + 1;
        return d === 0 ? words.line(n) : `${words.line(n)} · ${words.discountN(d)}`;
      }
      return field === undefined ? words.line(n) : `${words.line(n)} · ${lineLabel(field, words)}`;
    }
    case 'paymentMeans': {
      const n = form.paymentMeans.findIndex((mean) => mean.id === id) + 1;
      return n === 0 ? words.means : words.meanN(n);
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

function lineLabel(field: string, words: InvoiceWords): string {
  switch (field) {
    case 'detail':
    case 'cabys':
    case 'quantity':
    case 'unit':
    case 'unitPrice':
    case 'ivaCode':
    case 'ivaRate':
      return words.columns[field];
    case 'productCode':
      return words.productCode;
    case 'commercialUnit':
      return words.commercialUnit;
    case 'transactionType':
      return words.transactionType;
    default:
      return words.columns.detail;
  }
}
