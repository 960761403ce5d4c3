import type { Customer, Identification, Issuer, Location, Phone } from '../../domain/billing/invoice.ts';
import { type Fields, present } from './fields.ts';

/** Reads who issues and who receives, of every kind. What the kind's schema does not have is not asked for, and so a fault. */

const identification = (fields: Fields): Identification => ({
  type: fields.code('Tipo'),
  number: fields.text('Numero'),
});

export const optionalIdentification = (fields: Fields, name: string): Identification | undefined =>
  fields.optionalGroup(name, identification);

const location = (fields: Fields): Location =>
  present({
    province: fields.token('Provincia', /^\d$/),
    canton: fields.token('Canton', /^\d{2}$/),
    district: fields.token('Distrito', /^\d{2}$/),
    barrio: fields.optionalText('Barrio'),
    address: fields.text('OtrasSenas'),
  });

const phone = (fields: Fields): Phone => ({
  country: fields.token('CodigoPais', /^[+-]?\d{1,20}$/),
  number: fields.token('NumTelefono', /^\+?\d{1,40}$/),
});

/** Nombre to Telefono, as far as a party has them. */
const someone = (fields: Fields) => ({
  name: fields.text('Nombre'),
  tradeName: fields.optionalText('NombreComercial'),
  location: fields.optionalGroup('Ubicacion', location),
  phone: fields.optionalGroup('Telefono', phone),
});

/** Emisor of FE, TE, NC, ND and FEE; the Receptor of FEC, who issues it. @param mails the most that the schema lets */
export const readIssuer = (
  fields: Fields,
  softwareProvider: string,
  has: { readonly registry: boolean; readonly mails: number },
): Issuer =>
  present({
    ...someone(fields),
    identification: fields.group('Identificacion', identification),
    registry8707: has.registry ? fields.optionalText('Registrofiscal8707') : undefined,
    emails: fields.texts('CorreoElectronico', has.mails),
    softwareProvider,
  });

/** Emisor of REP. */
export const readPayee = (fields: Fields, softwareProvider: string): Issuer => ({
  name: fields.text('Nombre'),
  identification: fields.group('Identificacion', identification),
  emails: fields.texts('CorreoElectronico', 4),
  softwareProvider,
});

/** Receptor of FE, TE, NC, ND and FEE; its activity stands elsewhere. */
export const readCustomer = (
  fields: Fields,
  activityCode: string | undefined,
  has: { readonly location: boolean; readonly identification: boolean },
): Customer =>
  present({
    name: fields.text('Nombre'),
    identification: has.identification
      ? fields.group('Identificacion', identification)
      : optionalIdentification(fields, 'Identificacion'),
    tradeName: fields.optionalText('NombreComercial'),
    activityCode,
    location: has.location ? fields.optionalGroup('Ubicacion', location) : undefined,
    foreignAddress: fields.optionalText('OtrasSenasExtranjero'),
    phone: fields.optionalGroup('Telefono', phone),
    email: fields.optionalText('CorreoElectronico'),
  });

/** Emisor of FEC, the seller. */
export const readSeller = (fields: Fields, activityCode: string | undefined): Customer => {
  const [email, ...moreEmails] = fields.texts('CorreoElectronico', 4);
  return present({
    ...someone(fields),
    identification: fields.group('Identificacion', identification),
    registry8707: fields.optionalText('Registrofiscal8707'),
    activityCode,
    foreignAddress: fields.optionalText('OtrasSenasExtranjero'),
    email,
    moreEmails: moreEmails.length > 0 ? moreEmails : undefined,
  });
};

/** Receptor of REP. */
export const readPayer = (fields: Fields): Customer =>
  present({
    name: fields.text('Nombre'),
    identification: fields.group('Identificacion', identification),
    email: fields.optionalText('CorreoElectronico'),
  });
