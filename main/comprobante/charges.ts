import type { OtherCharge } from '../../domain/billing/invoice.ts';
import { group, inOrder, leaf, optionalLeaf, plainLeaf } from './canonical-xml.ts';
import { amountText, optionalDecimal } from './decimal-text.ts';
import { thirdPartyXml } from './parties.ts';

const chargeXml = (charge: OtherCharge): string =>
  group(
    'OtrosCargos',
    leaf('TipoDocumentoOC', charge.type) +
      optionalLeaf('TipoDocumentoOTROS', charge.otherText) +
      thirdPartyXml(charge.thirdParty) +
      optionalLeaf('NombreTercero', charge.thirdPartyName) +
      leaf('Detalle', charge.detail) +
      optionalDecimal('PorcentajeOC', charge.percentage) +
      plainLeaf('MontoCargo', amountText(charge.amount)),
  );

/** OtrosCargos, one element each (OtrosCargosType of the schemas v4.4): all kinds but REP. */
export const chargesXml = (charges: readonly OtherCharge[]): string => inOrder(charges, chargeXml);
