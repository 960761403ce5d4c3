import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import type { Invoice } from '../../../../domain/billing/invoice.ts';
import { amountOf } from '../../../../domain/money/amount.ts';
import { decimal } from '../../../../domain/money/decimal.ts';
import { writeComprobante } from '../../../../main/comprobante/write-comprobante.ts';
import { anyInvoiceOfAnyKind } from '../../../helpers/any-invoice.ts';
import { exactInvoice, identityOf, plainLine } from '../../../helpers/exact-invoices.ts';

const written = (invoice: Invoice): string => writeComprobante(invoice, identityOf(invoice.kind));
const namesIn = (xml: string): readonly string[] =>
  [...xml.matchAll(/<([A-Za-z0-9]+)[ >]/g)].map((match) => match[1] ?? '');

test('a factura is written in the order of the schema, byte for byte', () => {
  expect(written(exactInvoice('01'))).toBe(
    '<FacturaElectronica xmlns="https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/facturaElectronica">' +
      '<Clave>50620112600310112345600100001010000000042148151623</Clave>' +
      '<ProveedorSistemas>3101123456</ProveedorSistemas><CodigoActividadEmisor>6201.0</CodigoActividadEmisor>' +
      '<NumeroConsecutivo>00100001010000000042</NumeroConsecutivo>' +
      '<FechaEmision>2026-11-20T09:30:00-06:00</FechaEmision>' +
      '<Emisor><Nombre>Distribuidora del Este S. A.</Nombre>' +
      '<Identificacion><Tipo>02</Tipo><Numero>3101123456</Numero></Identificacion>' +
      '<NombreComercial>El Este</NombreComercial>' +
      '<Ubicacion><Provincia>1</Provincia><Canton>01</Canton><Distrito>01</Distrito><Barrio>Barrio Amón</Barrio>' +
      '<OtrasSenas>Frente al parque</OtrasSenas></Ubicacion>' +
      '<Telefono><CodigoPais>506</CodigoPais><NumTelefono>22223333</NumTelefono></Telefono>' +
      '<CorreoElectronico>facturas@este.cr</CorreoElectronico><CorreoElectronico>copia@este.cr</CorreoElectronico></Emisor>' +
      '<Receptor><Nombre>Ana Rojas</Nombre>' +
      '<Identificacion><Tipo>01</Tipo><Numero>112340567</Numero></Identificacion></Receptor>' +
      '<CondicionVenta>01</CondicionVenta>' +
      '<DetalleServicio><LineaDetalle><NumeroLinea>1</NumeroLinea><CodigoCABYS>8314100000000</CodigoCABYS>' +
      '<CodigoComercial><Tipo>04</Tipo><Codigo>SKU-1</Codigo></CodigoComercial>' +
      '<Cantidad>2.5</Cantidad><UnidadMedida>Sp</UnidadMedida><Detalle>Consultoría</Detalle>' +
      '<PrecioUnitario>100.5</PrecioUnitario><MontoTotal>251.25</MontoTotal><SubTotal>251.25</SubTotal>' +
      '<BaseImponible>251.25</BaseImponible>' +
      '<Impuesto><Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA><Tarifa>13</Tarifa><Monto>32.6625</Monto></Impuesto>' +
      '<ImpuestoAsumidoEmisorFabrica>0</ImpuestoAsumidoEmisorFabrica><ImpuestoNeto>32.6625</ImpuestoNeto>' +
      '<MontoTotalLinea>283.9125</MontoTotalLinea></LineaDetalle></DetalleServicio>' +
      '<ResumenFactura><CodigoTipoMoneda><CodigoMoneda>CRC</CodigoMoneda><TipoCambio>1</TipoCambio></CodigoTipoMoneda>' +
      '<TotalServGravados>251.25</TotalServGravados><TotalGravado>251.25</TotalGravado>' +
      '<TotalVenta>251.25</TotalVenta><TotalVentaNeta>251.25</TotalVentaNeta>' +
      '<TotalDesgloseImpuesto><Codigo>01</Codigo><CodigoTarifaIVA>08</CodigoTarifaIVA>' +
      '<TotalMontoImpuesto>32.6625</TotalMontoImpuesto></TotalDesgloseImpuesto><TotalImpuesto>32.6625</TotalImpuesto>' +
      '<MedioPago><TipoMedioPago>01</TipoMedioPago></MedioPago>' +
      '<TotalComprobante>283.9125</TotalComprobante></ResumenFactura></FacturaElectronica>',
  );
});

test('a tiquete has neither activity of the buyer nor type of transaction, even when the invoice carries them', () => {
  const line = plainLine(1, { transactionType: '01' });
  const customer = { name: 'Ana Rojas', activityCode: '6201.0' };
  const factura = namesIn(written(exactInvoice('01', 1, { lines: [line], customer })));
  const tiquete = namesIn(written(exactInvoice('04', 1, { lines: [line], customer })));
  expect(factura).toContain('CodigoActividadReceptor');
  expect(factura).toContain('TipoTransaccion');
  expect(tiquete[0]).toBe('TiqueteElectronico');
  expect(tiquete).not.toContain('CodigoActividadReceptor');
  expect(tiquete).not.toContain('TipoTransaccion');
});

test('a tiquete without customer has no Receptor, and a factura without customer is refused', () => {
  const { customer: _, ...anonymous } = exactInvoice('04');
  expect(namesIn(written(anonymous))).not.toContain('Receptor');
  expect(() => written({ ...anonymous, kind: '01' })).toThrow(RangeError);
});

test('what the schema of a kind cannot do without is refused, not left out', () => {
  const { customer: _, ...anonymous } = exactInvoice('08');
  expect(() => written(anonymous)).toThrow(RangeError);
  expect(() => written({ ...anonymous, kind: '10' })).toThrow(RangeError);
  const { taxBase: __, ...noBase } = plainLine(1);
  expect(() => written(exactInvoice('01', 1, { lines: [noBase] }))).toThrow(RangeError);
  expect(namesIn(written(exactInvoice('09', 1, { lines: [noBase] })))).not.toContain('BaseImponible');
});

test('the seller of a factura de compra writes its activity, registry and all its mails as Emisor', () => {
  const customer = {
    name: 'Ana Rojas',
    identification: { type: '01', number: '112340567' },
    activityCode: '0111.1',
    registry8707: 'LIC-1',
    email: 'uno@x.cr',
    moreEmails: ['dos@x.cr'],
  };
  const xml = written(exactInvoice('08', 1, { customer }));
  expect(xml).toContain(
    '<CodigoActividadEmisor>0111.1</CodigoActividadEmisor><CodigoActividadReceptor>6201.0</CodigoActividadReceptor>',
  );
  expect(xml).toContain('<Registrofiscal8707>LIC-1</Registrofiscal8707>');
  expect(xml).toContain(
    '<CorreoElectronico>uno@x.cr</CorreoElectronico><CorreoElectronico>dos@x.cr</CorreoElectronico></Emisor>',
  );
});

test('a recibo de pago has payments for lines, the first mail only, and none of what belongs to goods', () => {
  const names = namesIn(written(exactInvoice('10', 1, { notes: 'x', saleCondition: '11', creditDays: 3 })));
  expect(names.filter((name) => name === 'CorreoElectronico')).toHaveLength(1);
  for (const name of [
    'Cantidad',
    'PrecioUnitario',
    'CodigoCABYS',
    'Ubicacion',
    'PlazoCredito',
    'Otros',
    'TotalGravado',
  ])
    expect(names).not.toContain(name);
});

test('the amount of each means of payment is written with two or more, NOT with a single one', () => {
  const cash = { code: '01', amount: amountOf('100') };
  const other = { code: '99', otherText: 'Vale de compra', amount: amountOf('183.9125') };
  expect(namesIn(written(exactInvoice('01', 1, { paymentMeans: [cash] })))).not.toContain('TotalMedioPago');
  expect(written(exactInvoice('01', 1, { paymentMeans: [cash, other] }))).toContain(
    '<MedioPago><TipoMedioPago>01</TipoMedioPago><TotalMedioPago>100</TotalMedioPago></MedioPago>' +
      '<MedioPago><TipoMedioPago>99</TipoMedioPago><MedioPagoOtros>Vale de compra</MedioPagoOtros>' +
      '<TotalMedioPago>183.9125</TotalMedioPago></MedioPago><TotalComprobante>',
  );
});

test('an exempt sale still writes its row of the tax breakdown and a TotalImpuesto of zero', () => {
  const line = plainLine(1, {
    taxes: [{ code: '01', rateCode: '10', rate: decimal('0'), amount: 0n }],
    netTax: 0n,
    lineTotal: amountOf('251.25'),
  });
  const invoice = exactInvoice('01', 1, { lines: [line] });
  const xml = written({
    ...invoice,
    summary: { ...invoice.summary, taxBreakdown: [{ code: '01', rateCode: '10', amount: 0n }] },
  });
  expect(xml).toContain(
    '<CodigoTarifaIVA>10</CodigoTarifaIVA><TotalMontoImpuesto>0</TotalMontoImpuesto></TotalDesgloseImpuesto>' +
      '<TotalImpuesto>0</TotalImpuesto>',
  );
});

test('notes longer than the 500 characters of OtroTexto continue in the next one, without breaking an emoji', () => {
  const notes = `${'a'.repeat(499)}😀${'b'.repeat(10)}`;
  const texts = [
    ...written(exactInvoice('01', 1, { notes })).matchAll(/<OtroTexto>([^<]*)<\/OtroTexto>/g),
  ].map((m) => m[1]);
  expect(texts).toEqual([`${'a'.repeat(499)}😀`, 'b'.repeat(10)]);
});

test('line numbers have no gap over a thousand lines', () => {
  const numbers = [...written(exactInvoice('04', 1_000)).matchAll(/<NumeroLinea>(\d+)</g)].map((match) =>
    Number(match[1]),
  );
  expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
});

test('a negative amount or quantity is refused: the schema has none', () => {
  expect(() => written(exactInvoice('01', 1, { lines: [plainLine(1, { total: -1n })] }))).toThrow(RangeError);
  expect(() =>
    written(exactInvoice('01', 1, { lines: [plainLine(1, { quantity: decimal('-1') })] })),
  ).toThrow(RangeError);
});

test('every text and number comes back from the XML as it was, line ends apart', () => {
  // the reader used here drops a U+FEFF at the start of a text
  const read = (text: string): string => text.replaceAll('\ufeff', '');
  const lineEnds = (text: string): string => read(text.replace(/\r\n?/g, '\n'));
  fc.assert(
    fc.property(anyInvoiceOfAnyKind, (invoice) => {
      const document = XmlDocument.fromString(written(invoice));
      const texts = (path: string): readonly string[] =>
        document.find(path).map((node) => read(node.content));
      const anywhere = (name: string): readonly string[] => texts(`//*[local-name()='${name}']`);
      try {
        expect(anywhere('Nombre')).toEqual(
          (invoice.kind === '08'
            ? [invoice.customer?.name ?? '', invoice.issuer.name]
            : [invoice.issuer.name, invoice.customer?.name ?? '']
          )
            .filter(Boolean)
            .map(lineEnds),
        );
        expect(texts("//*[local-name()='LineaDetalle']/*[local-name()='Detalle']")).toEqual(
          invoice.lines.map((line) => lineEnds(line.detail)),
        );
        expect(anywhere('MontoTotal').map(amountOf)).toEqual(invoice.lines.map((line) => line.total));
        expect(anywhere('OtroTexto').join('')).toBe(lineEnds(invoice.notes ?? ''));
        expect(anywhere('TotalComprobante').map(amountOf)).toEqual([invoice.summary.total]);
        for (const text of anywhere('Cantidad')) expect(text).toMatch(/^(0|[1-9]\d*)(\.\d{0,2}[1-9])?$/);
      } finally {
        document.dispose();
      }
    }),
    { numRuns: 100 },
  );
});
