import type { InvoiceForm } from '../../domain/billing/invoice-form.ts';
import { emptyIssuerForm } from '../../domain/billing/new-form.ts';
import type { IssuerForm } from '../../domain/company/company.ts';
import { fakeApi, Refused } from './fake-api.ts';

export const issuer: IssuerForm = {
  ...emptyIssuerForm(),
  name: 'Pulpería La Esquina S.A.',
  identificationType: '02',
  identificationNumber: '3101123456',
  province: '1',
  canton: '01',
  district: '01',
  address: 'Frente al parque',
  emails: ['caja@esquina.cr'],
  activityCodes: ['4711.0'],
  softwareProvider: '3101123456',
};
/** of the form on the screen */
export const draftId = '9b1f7a52-6a5e-4f0a-9f6e-0a4f6f1c2d3e';
/** the one product there is */
export const coffee = {
  id: 'p1',
  product: {
    code: 'CAF-01',
    detail: 'Café molido 500 g',
    cabys: '2391100000100',
    unit: 'Unid',
    unitPrice: '3850',
    ivaCode: '02',
    ivaRate: '1',
  },
};
/** what main answers when it is issued */
export const issued = {
  documentId: draftId,
  clave: '506'.padEnd(50, '1'),
  consecutivo: '00100001010000000007',
  situation: '1' as const,
};

export type Handlers = Parameters<typeof fakeApi>[0];
export const gone = (): never => {
  throw new Refused({ code: 'not-found' });
};

/** Main with one company, no drafts, one product. */
export function fakeMain(handlers: Handlers = {}) {
  const drafts = new Map<string, InvoiceForm>();
  const api = fakeApi({
    'company.current': () => ({
      id: 'x',
      environment: 'practice',
      settings: { version: 1, label: 'Práctica', issuer },
      credentials: { haciendaPassword: true, edinkyToken: false, kept: 'keystore' },
    }),
    'drafts.get': gone,
    'documents.get': gone,
    'drafts.save': ({ id, form }) => {
      drafts.set(id, form);
      return { updatedAt: 1_000 };
    },
    'status.get': () => ({
      network: 'online',
      signIn: 'in',
      waiting: 0,
      why: '',
      attention: 0,
      sending: 0,
      recovering: false,
      elsewhere: 0,
      clock: { state: 'ok', skewMs: 0 },
      disk: 'ok',
    }),
    'products.search': ({ text }) => (coffee.product.code.startsWith(text) ? [coffee] : []),
    'customers.search': () => [],
    ...handlers,
  });
  return { api, drafts };
}
