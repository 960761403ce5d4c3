import { describe, expect, test } from 'vitest';
import { documentFiles, judgeBySchema, missingJudges } from '../../../helpers/judges.ts';
import { messageXml, practiceXml, type PracticeKind } from '../../../helpers/practice-documents.ts';
import { accepted, all, judge, replaced, set, told } from '../../../helpers/practice-judge.ts';

const kinds = {
  '01': 'FacturaElectronica',
  '02': 'NotaDebitoElectronica',
  '03': 'NotaCreditoElectronica',
  '04': 'TiqueteElectronico',
  '08': 'FacturaElectronicaCompra',
  '09': 'FacturaElectronicaExportacion',
  '10': 'ReciboElectronicoPago',
} as const satisfies Record<PracticeKind, string>;
// oxlint-disable-next-line no-unsafe-type-assertion -- keys of the table above
const codes = Object.keys(kinds) as readonly PracticeKind[];
const messages = ['05', '06', '07'] as const;

test.each(codes)('a document of kind %s, right in everything, is accepted', async (code) => {
  expect(await judge(practiceXml(code))).toEqual(accepted);
});

test.each(messages)('a message of kind %s is accepted', async (code) => {
  expect(await judge(messageXml(code))).toEqual(accepted);
});

describe.skipIf(missingJudges(['xmllint'], true) !== undefined)('by the official schemas', () => {
  test.each(codes)('the document of kind %s is valid', (code) => {
    const { status, words } = judgeBySchema(kinds[code], documentFiles([Buffer.from(practiceXml(code))]));
    expect(words).toContain('validates');
    expect(status).toBe(0);
  });
  test('the three messages are valid', () => {
    const files = documentFiles(messages.map((code) => Buffer.from(messageXml(code))));
    expect(judgeBySchema('MensajeReceptor', files).status).toBe(0);
  });
});

/** What only some kinds have, put where the others have no place for it. */
test.each([
  ['01', set('CondicionVenta', '09'), 'CondicionVenta'],
  ['03', replaced(/<InformacionReferencia>.*<\/InformacionReferencia>/, ''), 'InformacionReferencia'],
  ['02', replaced(/<InformacionReferencia>.*<\/InformacionReferencia>/, ''), 'InformacionReferencia'],
  ['04', set('CondicionVenta', '12'), 'CondicionVenta'],
  ['08', replaced(/<CodigoActividadReceptor>.*<\/CodigoActividadReceptor>/, ''), 'CodigoActividadReceptor'],
  [
    '08',
    replaced(
      '<ImpuestoNeto>',
      '<ImpuestoAsumidoEmisorFabrica>0</ImpuestoAsumidoEmisorFabrica><ImpuestoNeto>',
    ),
    'ImpuestoAsumidoEmisorFabrica',
  ],
  ['09', replaced('<Impuesto>', '<BaseImponible>251.25</BaseImponible><Impuesto>'), 'BaseImponible'],
  ['09', replaced('<MontoTotalLinea>', '<ImpuestoNeto>0</ImpuestoNeto><MontoTotalLinea>'), 'ImpuestoNeto'],
  ['10', set('CondicionVenta', '01'), 'CondicionVenta'],
  ['10', replaced(/<Numero>\d{50}<\/Numero>/, ''), 'Numero'],
  ['10', replaced(/<MedioPago>.*<\/MedioPago>/, ''), 'MedioPago'],
] as const)('kind %s: what its schema does not have is -1 and named', async (code, spoil, name) => {
  const { rows } = await judge(spoil(practiceXml(code)));
  expect(rows.map((row) => row.code)).toEqual([-1]);
  expect(rows[0]?.text).toContain(name);
});

test('a unit or a currency that the schema does not list is -1', async () => {
  expect(told(await judge(set('UnidadMedida', 'unid')(practiceXml('01'))))).toMatch(/^-1 .*UnidadMedida/);
  expect(told(await judge(set('CodigoMoneda', 'XYZ')(practiceXml('01'))))).toMatch(/^-1 .*CodigoMoneda/);
});

test('documents of nothing but charges 04, 08, 09 or 10 need no lines; others do', async () => {
  const charge = (type: string): string =>
    `<OtrosCargos><TipoDocumentoOC>${type}</TipoDocumentoOC><Detalle>Depósito</Detalle><MontoCargo>50</MontoCargo></OtrosCargos><ResumenFactura>`;
  const chargesOnly = (type: string): string =>
    all(
      replaced(/<DetalleServicio>.*<\/DetalleServicio>/, ''),
      replaced('<ResumenFactura>', charge(type)),
      replaced(/<TotalServGravados>.*<\/TotalGravado>/, ''),
      replaced(/<TotalDesgloseImpuesto>.*<\/TotalImpuesto>/, '<TotalOtrosCargos>50</TotalOtrosCargos>'),
      set('TotalVenta', '0'),
      set('TotalVentaNeta', '0'),
      set('TotalComprobante', '50'),
    )(practiceXml('01'));
  expect(await judge(chargesOnly('08'))).toEqual(accepted);
  expect(told(await judge(chargesOnly('06')))).toContain('Falta el detalle');
});
