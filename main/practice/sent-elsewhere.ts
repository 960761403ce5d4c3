import { rfc3339CostaRica } from '../../domain/numbering/costa-rica-time.ts';
import { paddedIdentification } from './comprobante-reading.ts';
import type { ComprobanteHead, Ledger } from './ledger.ts';
import { StoredParties } from './reception-envelope.ts';
import { readXmlTree, type XmlElement } from './xml-tree.ts';

/** Documents that another computer of the same taxpayer sends, to practise reconciling. */

/** Who issues when nothing was sent yet: any legal number, so that the list has something to show. */
const nobodyYet = { tipoIdentificacion: '02', numeroIdentificacion: '3101123456' } as const;

/** An invoice of the same issuer with the next number of its series, or of another terminal's. */
export async function documentOfAnother(
  ledger: Ledger,
  series: 'same' | 'other',
  at: number,
): Promise<{
  readonly row: Parameters<Ledger['adopt']>[0];
  readonly root: XmlElement;
}> {
  const rows = ledger.comprobantes(-1, 0);
  const partiesOf = (row: ComprobanteHead): StoredParties => StoredParties.parse(JSON.parse(row.parties));
  const newest = rows.find((row) => partiesOf(row).elsewhere !== true);
  const issuer = newest ? partiesOf(newest).emisor : nobodyYet;
  const padded = paddedIdentification(issuer.numeroIdentificacion);
  const own = newest?.consecutivo.slice(0, 10) ?? '0010000101';
  const other =
    own.slice(0, 3) + String((Number(own.slice(3, 8)) % 99_999) + 1).padStart(5, '0') + own.slice(8);
  const prefix = series === 'same' ? own : other;
  const highest = rows
    .filter((row) => row.issuer === padded && row.consecutivo.startsWith(prefix))
    .reduce((most, { consecutivo }) => Math.max(most, Number(consecutivo.slice(10))), 0);
  const consecutivo = prefix + String(highest + 1).padStart(10, '0');
  const { clave, issuedAt } = claveOfAnother(padded, consecutivo, at);
  const { tipoIdentificacion: type, numeroIdentificacion: number } = issuer;
  const text =
    `<FacturaElectronica><Clave>${clave}</Clave><NumeroConsecutivo>${consecutivo}</NumeroConsecutivo>` +
    `<FechaEmision>${issuedAt}</FechaEmision><Emisor><Nombre>OTRA COMPUTADORA</Nombre><Identificacion>` +
    `<Tipo>${type}</Tipo><Numero>${number}</Numero></Identificacion></Emisor></FacturaElectronica>`;
  const tree = await readXmlTree(text);
  if (!tree.ok) throw new Error('a document made here can be read here');
  const row = {
    key: clave,
    clave,
    consecutivo,
    issuer: padded,
    parties: JSON.stringify({ emisor: issuer, elsewhere: true }),
    fecha: issuedAt,
    xml: Buffer.from(text),
    received_at: at,
    ready_at: at,
  };
  return { row, root: tree.value };
}

/** DOMAIN.md 3.3, Costa Rica time. */
function claveOfAnother(
  issuer: string,
  consecutivo: string,
  at: number,
): { readonly clave: string; readonly issuedAt: string } {
  const issuedAt = rfc3339CostaRica(at);
  const [year = '', month = '', day = ''] = issuedAt.slice(0, 10).split('-');
  const security = String(at % 100_000_000).padStart(8, '0');
  return { clave: `506${day}${month}${year.slice(2)}${issuer}${consecutivo}1${security}`, issuedAt };
}
