import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { usualVerdicts } from '../../../../domain/practice/outcomes.ts';
import { causeActions } from '../../../../domain/words/cause-row.ts';
import { causeSentences } from '../../../../domain/words/cause-sentences.ts';
import { explainCause, explainRejection } from '../../../../domain/words/causes.ts';
import { rejectionCodes } from '../../../../domain/words/rejection-codes.ts';
import { judgeCodes } from '../../../../main/practice/judge-notes.ts';
import { sharedFolder } from '../../../helpers/shared.ts';

describe.each([
  [
    'El comprobante [50615032600310112345600100001010000000042148151623] ya fue recibido anteriormente.',
    'ya tiene',
  ],
  ['El comprobante [506] no ha sido recibido.', 'no tiene'],
  ['No existe el recurso con Clave = [506]', 'no tiene'],
  ['El token no es válido o ha vencido', 'sesión'],
  ['El acceso al API se encuentra bloqueado', 'bloqueado'],
  ['Se superó la cantidad de solicitudes permitidas', 'límite'],
  ['La firma del comprobante electrónico no es válida', 'firma'],
  ['El XML fue modificado luego de haber sido firmado', 'se firmó'],
  ['La firma del comprobante electrónico no tiene el Policy Id', 'política'],
  ['El comprobante [506] ya tiene un mensaje de confirmación aceptado.', 'respuesta aceptada'],
  ['Las notas de crédito suman 300 y superan el comprobante de referencia [506] en 16.', 'suman más'],
  ['La moneda no es la del comprobante de referencia [506].', 'referencia'],
  ['El campo TotalVenta no coincide con el cálculo: recibido 1, calculado 2.', 'calcula Hacienda'],
  ['La identificación del receptor no coincide con la del comprobante', 'no coinciden'],
  ['El campo [comprobanteXml] no es base64', 'no pudo leer'],
  ['El total no puede superar los $42.54 del documento, valor calculado [64.4]', 'suman más'],
  ['Documento no encontrado', 'no encuentra'],
  ['La solicitud no fue recibida', 'no tiene|no alcanzó'],
  ['Error interno del servicio', 'por dentro'],
])('"%s"', (cause, meaning) => {
  test(`is explained: ${meaning}`, () => {
    expect(explainCause(cause, 'es')?.happened).toMatch(new RegExp(meaning));
    expect(explainCause(cause, 'en')?.happened).not.toBe(explainCause(cause, 'es')?.happened);
  });
});

test('words that nobody has seen are NOT explained: they stand alone', () => {
  expect(explainCause('xyzzy', 'es')).toBeUndefined();
  expect(explainRejection({ code: '-77777', text: 'plugh' }, 'es')).toBeUndefined();
  expect(explainRejection({ code: 'constructor', text: '' }, 'es')).toBeUndefined();
});

test('a row of the answer is explained by its code, else by its words', () => {
  expect(explainRejection({ code: '-99', text: 'xyzzy' }, 'es')?.happened).toContain('ya existe');
  expect(
    explainRejection({ code: '', text: 'La firma del comprobante no es válida' }, 'es')?.happened,
  ).toContain('firma');
});

test.each([...Object.entries(rejectionCodes), ...causeSentences.map((each) => [each.name, each] as const)])(
  '%s says what happened, what it means and what to do, in both languages, and what can be offered',
  (_name, { words: { es, en }, action }) => {
    for (const { happened, means, todo } of [es, en])
      for (const text of [happened, means, todo]) expect(text).toMatch(/^[^a-z].*\.$/u);
    expect([en.happened, en.means, en.todo]).not.toEqual(
      expect.arrayContaining([es.happened, es.means, es.todo]),
    );
    expect(`${es.happened} ${es.means} ${es.todo}`).not.toMatch(/token|XML|HTTP/);
    expect(causeActions).toContain(action);
  },
);

test('an observation says that the document is valid, a rejection that it is not', () => {
  expect(explainRejection({ code: '-37', text: '' }, 'es')).toMatchObject({
    kind: 'observation',
    means: 'El documento está aceptado y vale.',
    action: 'company-settings',
  });
  expect(explainRejection({ code: '-400', text: '' }, 'en')).toMatchObject({
    kind: 'rejection',
    means: 'This document is not valid and its number is spent.',
    action: 'look-up-cabys',
  });
});

test('the verdicts offered for practice have their rows, of the right kind', () => {
  for (const { code, text } of usualVerdicts.rejected)
    expect(explainRejection({ code: String(code), text }, 'es')?.kind).toBe('rejection');
  for (const { code, text } of usualVerdicts.observed)
    expect(explainRejection({ code: String(code), text }, 'es')?.kind).toBe('observation');
});

test('the practice authority uses no code without a row', () => {
  expect(judgeCodes.filter((code) => !Object.hasOwn(rejectionCodes, String(code)))).toEqual([]);
});

const shared = sharedFolder();
test.skipIf(shared === undefined)(
  'every code of the reference has its row (skipped where the shared folder is not)',
  () => {
    const text = readFileSync(join(shared ?? '', 'hacienda/DOMAIN.md'), 'utf8');
    const section = text.slice(text.indexOf('## 9. Mensaje Hacienda'), text.indexOf('## 10. Signature'));
    const codes = [...section.matchAll(/^\| (−\d[^|]*)\|/gm)].flatMap(
      ([, cell]) => (cell ?? '').match(/−\d+/g)?.map((code) => code.replace('−', '-')) ?? [],
    );
    expect(codes.length).toBeGreaterThan(25);
    expect(codes.filter((code) => !Object.hasOwn(rejectionCodes, code))).toEqual([]);
  },
);
