import { type Company, type CompanySettings } from '../../domain/company/company.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import type { CertificateFiles } from '../auth/certificate-files.ts';
import type { CompanyFiles } from '../backup/company-files.ts';
import { findPracticeCompany, insertCompany } from '../db/companies.ts';
import type { Db } from '../db/connection.ts';
import { writeMeta } from '../db/meta.ts';
import { saveProduct } from '../db/products.ts';
import { saveCustomer } from '../db/customers.ts';

/** The taxpayer everybody practises as. The identification is invented; the certificate is made on this machine. */
export const practiceIssuer = {
  name: 'Ferretería La Práctica S.A.',
  identificationType: '02',
  identificationNumber: '3101123456',
} as const;

const settings: CompanySettings = {
  version: 1,
  label: practiceIssuer.name,
  issuer: {
    ...practiceIssuer,
    tradeName: 'La Práctica',
    registry8707: '',
    province: '1',
    canton: '01',
    district: '01',
    barrio: 'El Carmen',
    address: 'Avenida Central, 50 metros al norte del parque',
    phoneCountry: '506',
    phone: '22223333',
    emails: ['facturas@practica.example'],
    activityCodes: ['4752.0'],
    softwareProvider: practiceIssuer.identificationNumber,
    branch: '001',
    terminal: '00001',
  },
};

const emptyParty = {
  tradeName: '',
  activityCode: '',
  province: '',
  canton: '',
  district: '',
  barrio: '',
  address: '',
  foreignAddress: '',
  phoneCountry: '',
  phone: '',
  email: '',
};

/** Something to pick from in the first minute. */
const customers = [
  { name: 'María Fernanda Solís Vargas', identificationType: '01', identificationNumber: '112340567' },
  { name: 'Construcciones del Valle S.A.', identificationType: '02', identificationNumber: '3101654321' },
  { name: 'Soda El Higuerón', identificationType: '02', identificationNumber: '3102778899' },
].map((customer) => ({ ...emptyParty, ...customer }));

const products = [
  {
    code: 'MAR-16',
    detail: 'Martillo de uña 16 oz',
    cabys: '4292199000000',
    unit: 'Unid',
    unitPrice: '6500',
    ivaCode: '08',
    ivaRate: '13',
  },
  {
    code: 'CEM-50',
    detail: 'Saco de cemento 50 kg',
    cabys: '3744000000100',
    unit: 'Unid',
    unitPrice: '7350.50',
    ivaCode: '08',
    ivaRate: '13',
  },
  {
    code: 'ARR-01',
    detail: 'Arroz 99 % grano entero 1 kg',
    cabys: '2316100000200',
    unit: 'Kg',
    unitPrice: '1290',
    ivaCode: '02',
    ivaRate: '1',
  },
  {
    code: 'INST',
    detail: 'Instalación a domicilio',
    cabys: '5461200000000',
    unit: 'Sp',
    unitPrice: '15000',
    ivaCode: '08',
    ivaRate: '13',
  },
];

export interface PractiseContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly certificates: CertificateFiles;
  readonly companyFiles: CompanyFiles;
  /** makes the practice certificate and tells what is in it */
  readonly makeCertificate: () => Promise<{ p12: Uint8Array; info: Parameters<CertificateFiles['keep']>[2] }>;
}

/** The practice company: the one there is, or a new one with its certificate, and something to pick from. It becomes the active one. */
export async function practise(context: PractiseContext): Promise<Company> {
  const { db, clock, random, certificates } = context;
  const known = findPracticeCompany(db);
  const wanted: Company = known ?? { id: random.id(), environment: 'practice', settings };
  const made = certificates.info(wanted.id) ? undefined : await context.makeCertificate();
  // Asked again after the wait: pressed twice it is one company all the same.
  const existing = findPracticeCompany(db);
  const company = existing ?? wanted;
  if (made && !certificates.info(company.id)) certificates.keep(company.id, made.p12, made.info);
  if (!existing) context.companyFiles.keep(company);
  db.transaction(() => {
    if (!existing) {
      insertCompany(db, company, clock.now());
      for (const party of customers) saveCustomer(db, company.id, { id: random.id(), party }, clock.now());
      for (const product of products) saveProduct(db, company.id, { id: random.id(), product }, clock.now());
    }
    writeMeta(db, 'active-company', company.id);
  })();
  return company;
}
