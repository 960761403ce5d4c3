import { amount, issuedAtOf, kindInClave, paddedIdentification } from './comprobante-reading.ts';
import { clockSlackMs, judgeHolder, judgeNumber, type IdentityContext } from './judge-identity.ts';
import type { Notes } from './judge-notes.ts';
import { judgeActivity } from './judge-parties.ts';
import { judgeAge } from './judge-references.ts';
import type { KnownDocuments } from './known-documents.ts';
import { compared, same } from './paper-decimal.ts';
import { textAt, type XmlElement } from './xml-tree.ts';

/** Mensaje receptor (DOMAIN.md section 8). Most claves are of other companies: this book knows only what was sent to it. */

const codeOfMessage: Readonly<Record<string, string>> = { '1': '05', '2': '06', '3': '07' };
/** FE, ND and NC can be confirmed. */
const confirmable = new Set(['01', '02', '03']);

export interface MessageContext extends IdentityContext {
  readonly documents: KnownDocuments;
}

export async function judgeMessage(root: XmlElement, context: MessageContext, found: Notes): Promise<void> {
  const clave = textAt(root, 'Clave') ?? '';
  const consecutivo = textAt(root, 'NumeroConsecutivoReceptor') ?? '';
  const receiver = textAt(root, 'NumeroCedulaReceptor') ?? '';
  const message = textAt(root, 'Mensaje') ?? '';

  if (consecutivo.slice(8, 10) !== codeOfMessage[message])
    found.row(
      -1,
      `El tipo de documento del consecutivo [${consecutivo}] no corresponde al mensaje ${message}.`,
    );
  if (!confirmable.has(kindInClave(clave)))
    found.say('Solo se confirman facturas, notas de crédito y notas de débito.');
  if (clave.slice(9, 21) !== paddedIdentification(textAt(root, 'NumeroCedulaEmisor') ?? ''))
    found.say('La identificación del emisor no coincide con la de la clave.');
  judgeHolder(context, receiver, found);
  judgeNumber(context, consecutivo, found);
  judgeAge(textAt(root, 'FechaEmisionDoc') ?? '', 'fecha de la confirmación', context.receivedAt, found);
  if (issuedAtOf(textAt(root, 'FechaEmisionDoc') ?? '') > context.receivedAt + clockSlackMs)
    found.say('La fecha de la confirmación es posterior a la de recepción.');
  judgeContent(root, message, found);
  if (context.documents.confirmed(clave, receiver))
    found.say(`El comprobante [${clave}] ya tiene un mensaje de confirmación aceptado.`);
  await compareDocument(root, clave, receiver, context.documents, found);
}

function judgeContent(root: XmlElement, message: string, found: Notes): void {
  const detail = textAt(root, 'DetalleMensaje');
  if (message !== '1' && detail === undefined) found.say('Falta el detalle del mensaje.');
  if (detail !== undefined && detail.length < 5)
    found.say('El detalle del mensaje debe tener al menos 5 caracteres.');
  const later = textAt(root, 'CondicionImpuesto') === '05';
  if (later && textAt(root, 'CodigoActividad') !== undefined)
    found.say('Con la condición de impuesto 05 no se indica la actividad económica.');
  judgeActivity(textAt(root, 'CodigoActividad'), found);
  for (const name of ['MontoTotalImpuestoAcreditar', 'MontoTotalDeGastoAplicable'])
    if (textAt(root, name) !== undefined && (later || message === '3'))
      found.say(`${name} no se indica con la condición de impuesto 05 ni al rechazar.`);
  if (compared(amount(root, 'MontoTotalImpuestoAcreditar'), amount(root, 'MontoTotalImpuesto')) > 0)
    found.say('El impuesto por acreditar supera el impuesto del comprobante.');
}

async function compareDocument(
  root: XmlElement,
  clave: string,
  receiver: string,
  documents: KnownDocuments,
  found: Notes,
): Promise<void> {
  const known = await documents.find(clave);
  if (known === undefined) return;
  if (known.state !== 'aceptado') found.say(`El comprobante [${clave}] no está aceptado.`);
  const written = (name: string): string => textAt(known.root, 'ResumenFactura', name) ?? '0';
  const about = textAt(known.root, 'Receptor', 'Identificacion', 'Numero') ?? '';
  if (paddedIdentification(about) !== paddedIdentification(receiver))
    found.say(`El comprobante [${clave}] es de otro receptor.`);
  if (!same(amount(root, 'MontoTotalImpuesto'), written('TotalImpuesto')))
    found.differs(
      undefined,
      'MontoTotalImpuesto',
      amount(root, 'MontoTotalImpuesto'),
      written('TotalImpuesto'),
    );
  if (!same(amount(root, 'TotalFactura'), written('TotalComprobante')))
    found.differs(undefined, 'TotalFactura', amount(root, 'TotalFactura'), written('TotalComprobante'));
}
