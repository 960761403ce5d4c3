import type { InvoiceForm, LineForm, PartyForm } from '../../domain/billing/invoice-form.ts';
import {
  emptyCommercialCode,
  emptyComponent,
  emptyExoneration,
  emptyParty,
  emptyPaymentMean,
  emptyTax,
} from '../../domain/billing/new-form.ts';
import type { MessageIdentity, ReceiverMessage } from '../../domain/received/receiver-message.ts';
import { goodDiscount, goodForm, goodLine } from './invoices.ts';
import { goodCharge, goodReference, someClave } from './references.ts';

/** What the golden documents of test/fixtures/comprobantes are made of, by the name of their file. */

const foreigner: PartyForm = {
  ...emptyParty(),
  name: 'Northwind Traders Inc.',
  identificationType: '05',
  identificationNumber: 'US987654321',
  foreignAddress: '120 Main Street, Springfield',
  email: 'billing@northwind.example',
};

const buyer: PartyForm = {
  ...emptyParty(),
  name: 'Constructora del Valle S. A.',
  identificationType: '02',
  identificationNumber: '3101654321',
  tradeName: 'Del Valle',
  activityCode: '4100.1',
  province: '4',
  canton: '01',
  district: '02',
  barrio: 'Barrio San Vicente',
  address: 'De la iglesia 200 metros al sur',
  phone: '2260-1122',
  email: 'compras@delvalle.example',
};

const richLines: readonly LineForm[] = [
  // exonerated in part, two discounts one on the other
  goodLine('exonerated', {
    quantity: '12,5',
    unitPrice: '3333.33333',
    commercialCodes: [{ ...emptyCommercialCode('c1'), type: '03', code: '7441001234567' }],
    discounts: [goodDiscount('d1'), goodDiscount('d2', { code: '04', value: '2.5' })],
    exoneration: {
      ...emptyExoneration(),
      documentType: '08',
      number: '7210',
      article: '20',
      clause: '1',
      institution: '99',
      institutionOther: 'PROCOMER',
      issuedOn: '2026-02-01',
      rate: '6.5',
    },
  }),
  // a gift: the issuer bears its IVA
  goodLine('gift', {
    detail: 'Cinta métrica de obsequio',
    quantity: '1',
    unitPrice: '1999.99',
    discounts: [goodDiscount('g1', { code: '01', value: '100' })],
  }),
  // beer: the tax on alcohol enters the base, and a selective tax too
  goodLine('beer', {
    cabys: '2431000000100',
    detail: 'Cerveza nacional 355 mL',
    quantity: '24',
    unitPrice: '650',
    taxes: [
      { ...emptyTax('t1'), code: '02', rate: '10' },
      { ...emptyTax('t2'), code: '04', quantity: '355', percentage: '4.5', unitTax: '4.12' },
    ],
  }),
  // a service, exempt
  goodLine('exempt', {
    cabys: '8314100000000',
    detail: 'Diseño & trazado <planos>',
    quantity: '3',
    unit: 'Sp',
    unitPrice: '25000',
    ivaCode: '10',
    ivaRate: '0',
  }),
  // a bundle of two parts with different rates
  goodLine('bundle', {
    detail: 'Canasta de temporada',
    quantity: '2',
    unitPrice: '10000',
    commercialCodes: [{ ...emptyCommercialCode('c2'), type: '03', code: 'CAN-1' }],
    components: [
      {
        ...emptyComponent('p1'),
        cabys: '2310100000100',
        detail: 'Arroz 1 kg',
        unitPrice: '4000',
        ivaCode: '02',
        ivaRate: '1',
      },
      { ...emptyComponent('p2'), cabys: '4291100000100', detail: 'Abrelatas', unitPrice: '6000' },
    ],
  }),
];

const mean = (id: string, code: string, amount = ''): InvoiceForm['paymentMeans'][number] => ({
  ...emptyPaymentMean(id),
  code,
  amount,
});

export const goldenForms: Readonly<Record<string, InvoiceForm>> = {
  '01-rica': goodForm('01', {
    customer: buyer,
    lines: [...richLines],
    otherCharges: [
      goodCharge('o1'),
      goodCharge('o2', { type: '02', detail: 'Timbre', mode: 'amount', value: '5' }),
    ],
    paymentMeans: [mean('m1', '02', '100000'), mean('m2', '01', '71476.06951')],
    references: [
      goodReference('r1', {
        documentType: '05',
        number: 'ND-881',
        code: '04',
        reason: 'Entrega del 2 de noviembre',
      }),
    ],
    notes: 'Gracias por su compra.\nCambios: 8 días con la factura.',
  }),
  '02-ajuste': goodForm('02', {
    lines: [goodLine('a1', { quantity: '1', unitPrice: '250', detail: 'Diferencia de precio' })],
    references: [goodReference('r1', { code: '02', reason: 'Precio de menos en la línea 1' })],
  }),
  '03-parcial': goodForm('03', {
    lines: [goodLine('a1', { quantity: '1', discounts: [goodDiscount('d1')] })],
    references: [goodReference('r1', { code: '06', reason: 'Devolución de una unidad' })],
  }),
  '04-anonimo': goodForm('04', { customer: emptyParty() }),
  '08-extranjero': goodForm('08', {
    customer: foreigner,
    lines: [
      goodLine('a1', {
        cabys: '8314100000000',
        detail: 'Licencia anual de software',
        unit: 'Os',
        quantity: '1',
        unitPrice: '480',
      }),
    ],
    currency: 'USD',
    exchangeRate: '512.35',
    references: [
      goodReference('r1', {
        documentType: '16',
        number: 'INV-2026-0117',
        code: '11',
        reason: 'Servicio de proveedor no domiciliado',
      }),
    ],
  }),
  '09-dolares': goodForm('09', {
    customer: foreigner,
    lines: [
      goodLine('a1', {
        detail: 'Café oro en sacos',
        tariffHeading: '090111300010',
        quantity: '320',
        unit: 'Kg',
        unitPrice: '7.35',
        ivaCode: '10',
        ivaRate: '0',
      }),
    ],
    otherCharges: [
      goodCharge('o1', { type: '05', detail: 'Flete marítimo', mode: 'amount', value: '425.5' }),
    ],
    currency: 'USD',
    exchangeRate: '512.35',
    paymentMeans: [mean('m1', '04')],
  }),
  '10-abono': goodForm('10', {
    saleCondition: '11',
    lines: [goodLine('a1', { cabys: '', detail: 'Abono 1 de 3', quantity: '1', unitPrice: '100000' })],
    paymentMeans: [mean('m1', '04')],
    references: [goodReference('r1', { code: '04', reason: 'Pago de la factura' })],
  }),
};

const supplier = { clave: someClave(), issuerNumber: '3101123456', receiverNumber: '3101654321' } as const;

/** The three answers of a buyer. */
export const goldenMessages: Readonly<
  Record<string, { readonly message: ReceiverMessage; readonly identity: MessageIdentity }>
> = {
  '05-aceptado': {
    message: {
      ...supplier,
      message: '1',
      tax: 39_000_000n,
      activityCode: '4100.1',
      taxCondition: '01',
      creditTax: 39_000_000n,
      expense: 0n,
      total: 339_000_000n,
    },
    identity: { consecutivo: '00100001050000000001', issuedAt: '2026-11-20T09:30:00-06:00' },
  },
  '06-parcial': {
    message: {
      ...supplier,
      message: '2',
      detail: 'Faltó una unidad de dos',
      tax: 39_000_000n,
      activityCode: '4100.1',
      taxCondition: '02',
      creditTax: 19_500_000n,
      expense: 19_500_000n,
      total: 339_000_000n,
    },
    identity: { consecutivo: '00100001060000000001', issuedAt: '2026-11-20T09:31:00-06:00' },
  },
  '07-rechazado': {
    message: {
      ...supplier,
      message: '3',
      detail: 'La compra no es nuestra',
      tax: 39_000_000n,
      total: 339_000_000n,
    },
    identity: { consecutivo: '00100001070000000001', issuedAt: '2026-11-20T09:32:00-06:00' },
  },
};
