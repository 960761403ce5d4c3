import type { Reference } from '../../domain/billing/invoice.ts';
import { group, inOrder, leaf, optionalLeaf } from './canonical-xml.ts';

const referenceXml = (reference: Reference): string =>
  group(
    'InformacionReferencia',
    leaf('TipoDocIR', reference.documentType) +
      optionalLeaf('TipoDocRefOTRO', reference.otherText) +
      optionalLeaf('Numero', reference.number) +
      leaf('FechaEmisionIR', reference.issuedAt) +
      optionalLeaf('Codigo', reference.code) +
      optionalLeaf('CodigoReferenciaOTRO', reference.codeOther) +
      optionalLeaf('Razon', reference.reason),
  );

/** InformacionReferencia, one element each, the same in every schema v4.4. */
export const referencesXml = (references: readonly Reference[]): string => inOrder(references, referenceXml);
