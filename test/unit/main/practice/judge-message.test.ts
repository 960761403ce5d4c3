import { expect, test } from 'vitest';
import { messageXml, practiceXml, supplierClave } from '../../../helpers/practice-documents.ts';
import {
  accepted,
  all,
  judge,
  knowing,
  replaced,
  set,
  told,
  treeOf,
  trusted,
} from '../../../helpers/practice-judge.ts';
import { ok } from '../../../../domain/result.ts';

test.each([
  ['the consecutivo is of another message', set('Mensaje', '2'), /^-1 /],
  [
    'rejected without saying why',
    all(
      set('Mensaje', '3'),
      replaced('0010000105', '0010000107'),
      replaced(/<DetalleMensaje>.*<\/DetalleMensaje>/, ''),
      replaced(/<MontoTotalImpuestoAcreditar>.*<\/MontoTotalDeGastoAplicable>/, ''),
    ),
    /Falta el detalle/,
  ],
  ['a detail too short', set('DetalleMensaje', 'No'), /al menos 5/],
  [
    'rejected with tax to credit',
    all(set('Mensaje', '3'), replaced('0010000105', '0010000107')),
    /MontoTotalImpuestoAcreditar no se indica/,
  ],
  ['condition 05 with activity', set('CondicionImpuesto', '05'), /no se indica la actividad/],
  ['more credit than tax', set('MontoTotalImpuestoAcreditar', '13.01'), /supera el impuesto/],
  ['an activity that is none', set('CodigoActividad', '0000.0'), /^-411 /],
  ['another supplier than the clave’s', set('NumeroCedulaEmisor', '3101765433'), /emisor no coincide/],
  ['signed by another', set('NumeroCedulaReceptor', '3101999999'), /^-60 /],
  ['a tiquete', replaced('0010000101', '0010000104'), /Solo se confirman/],
  ['a date of the future', set('FechaEmisionDoc', '2026-11-21T09:30:00-06:00'), /posterior/],
  ['a date of long ago', set('FechaEmisionDoc', '2016-11-19T09:30:00-06:00'), /más de 10 años/],
] as const)('%s: refused', async (_what, spoil, words) => {
  const judgement = await judge(spoil(messageXml()));
  expect(judgement.verdict).toBe('rechazado');
  expect(told(judgement)).toMatch(words);
});

test('a receiver of 8 digits, or with letters, is against the schema', async () => {
  expect(told(await judge(set('NumeroCedulaReceptor', '31011A3456')(messageXml())))).toMatch(
    /^-1 .*NumeroCedulaReceptor/,
  );
});

test('a consecutivo used before is -99', async () => {
  expect(told(await judge(messageXml(), { numberUsed: true }))).toMatch(/^-99 /);
});

test('a document already confirmed is refused, in plain words', async () => {
  const documents = knowing({}, [], true);
  expect(told(await judge(messageXml(), { documents }))).toContain('ya tiene un mensaje');
});

/** The supplier's factura, as this book knows it. */
async function supplierDocument(state: 'aceptado' | 'rechazado' = 'aceptado') {
  const root = await treeOf(
    all(
      replaced(
        /<Receptor>.*<\/Receptor>/,
        '<Receptor><Nombre>Este</Nombre><Identificacion><Tipo>02</Tipo><Numero>3101123456</Numero></Identificacion></Receptor>',
      ),
      set('TotalImpuesto', '13'),
      set('TotalComprobante', '113'),
    )(practiceXml('01')),
  );
  return knowing({ [supplierClave]: { root, state } });
}

test('a known document is compared: amounts, receiver, verdict', async () => {
  const documents = await supplierDocument();
  expect(await judge(messageXml(), { documents })).toEqual(accepted);
  expect(told(await judge(set('TotalFactura', '112')(messageXml()), { documents }))).toContain(
    'TotalFactura',
  );
  expect(told(await judge(set('MontoTotalImpuesto', '14')(messageXml()), { documents }))).toContain(
    'MontoTotalImpuesto',
  );
  const rejected = await supplierDocument('rechazado');
  expect(told(await judge(messageXml(), { documents: rejected }))).toContain('no está aceptado');
  const other = set('NumeroCedulaReceptor', '112340567')(messageXml());
  if (!trusted.ok) throw new Error('never');
  const certificate = { ...trusted.value.certificate, holderIdentification: '112340567' };
  const signature = ok({ ...trusted.value, certificate });
  expect(told(await judge(other, { documents, signature }))).toContain('otro receptor');
});
