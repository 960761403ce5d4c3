import type { Customer, Identification, Issuer, Location, Phone } from '../../domain/billing/invoice.ts';
import { group, inOrder, leaf, optionalLeaf } from './canonical-xml.ts';

/** Who issues and who receives, each in the order of its xs:sequence (EmisorType, ReceptorType of the schemas v4.4). */

const emailXml = (email: string): string => leaf('CorreoElectronico', email);

const identificationContent = (value: Identification): string =>
  leaf('Tipo', value.type) + leaf('Numero', value.number);

const identificationXml = (value: Identification | undefined): string =>
  value ? group('Identificacion', identificationContent(value)) : '';

/** IdentificacionTercero, of a charge collected for somebody else. */
export const thirdPartyXml = (value: Identification | undefined): string =>
  value ? group('IdentificacionTercero', identificationContent(value)) : '';

const locationXml = (value: Location | undefined): string =>
  value
    ? group(
        'Ubicacion',
        leaf('Provincia', value.province) +
          leaf('Canton', value.canton) +
          leaf('Distrito', value.district) +
          optionalLeaf('Barrio', value.barrio) +
          leaf('OtrasSenas', value.address),
      )
    : '';

const phoneXml = (value: Phone | undefined): string =>
  value ? group('Telefono', leaf('CodigoPais', value.country) + leaf('NumTelefono', value.number)) : '';

/** Emisor of FE, TE, NC, ND and FEE. */
export const issuerXml = (value: Issuer): string =>
  group(
    'Emisor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('Registrofiscal8707', value.registry8707) +
      optionalLeaf('NombreComercial', value.tradeName) +
      locationXml(value.location) +
      phoneXml(value.phone) +
      inOrder(value.emails, emailXml),
  );

/** Receptor of FE, TE, NC and ND; its CodigoActividadReceptor stands elsewhere, where the kind has one. */
export const customerXml = (value: Customer): string =>
  group(
    'Receptor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('NombreComercial', value.tradeName) +
      locationXml(value.location) +
      optionalLeaf('OtrasSenasExtranjero', value.foreignAddress) +
      phoneXml(value.phone) +
      optionalLeaf('CorreoElectronico', value.email),
  );

/** Receptor of FEE: a buyer abroad has no Ubicacion. */
export const foreignCustomerXml = (value: Customer): string =>
  group(
    'Receptor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('NombreComercial', value.tradeName) +
      optionalLeaf('OtrasSenasExtranjero', value.foreignAddress) +
      phoneXml(value.phone) +
      optionalLeaf('CorreoElectronico', value.email),
  );

/** Emisor of FEC: the seller, who is not the one that issues. */
export const sellerXml = (value: Customer): string =>
  group(
    'Emisor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('Registrofiscal8707', value.registry8707) +
      optionalLeaf('NombreComercial', value.tradeName) +
      locationXml(value.location) +
      optionalLeaf('OtrasSenasExtranjero', value.foreignAddress) +
      phoneXml(value.phone) +
      optionalLeaf('CorreoElectronico', value.email) +
      inOrder(value.moreEmails ?? [], emailXml),
  );

/** Receptor of FEC: the taxpayer who buys, issues and signs; it has room for one mail. */
export const buyerXml = (value: Issuer): string =>
  group(
    'Receptor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('NombreComercial', value.tradeName) +
      locationXml(value.location) +
      phoneXml(value.phone) +
      optionalLeaf('CorreoElectronico', value.emails[0]),
  );

/** Emisor of REP: name, identification and mail, nothing else. */
export const payeeXml = (value: Issuer): string =>
  group(
    'Emisor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      inOrder(value.emails.slice(0, 1), emailXml),
  );

/** Receptor of REP. */
export const payerXml = (value: Customer): string =>
  group(
    'Receptor',
    leaf('Nombre', value.name) +
      identificationXml(value.identification) +
      optionalLeaf('CorreoElectronico', value.email),
  );
