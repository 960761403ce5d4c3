import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  causeSentences,
  explainCause,
  explainRejection,
  rejectionCodes,
} from '../../../../domain/words/causes.ts';
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
  ['El XML fue modificado luego de haber sido firmado', 'firma'],
  ['La identificación del receptor no coincide con la del comprobante', 'no coinciden'],
  ['El campo [comprobanteXml] no es base64', 'no pudo leer'],
  ['El total no puede superar los $42.54 del documento, valor calculado [64.4]', 'suman más'],
  ['Documento no encontrado', 'no encuentra'],
  ['La solicitud no fue recibida', 'no tiene|no alcanzó'],
  ['Error interno del servicio', 'por dentro'],
])('"%s"', (cause, meaning) => {
  test(`is explained: ${meaning}`, () => {
    expect(explainCause(cause, 'es')?.means).toMatch(new RegExp(meaning));
    expect(explainCause(cause, 'en')?.means).not.toBe(explainCause(cause, 'es')?.means);
  });
});

test('words that nobody has seen are NOT explained: they stand alone', () => {
  expect(explainCause('xyzzy', 'es')).toBeUndefined();
  expect(explainRejection({ code: '-77777', text: 'plugh' }, 'es')).toBeUndefined();
  expect(explainRejection({ code: 'constructor', text: '' }, 'es')).toBeUndefined();
});

test('a row of the answer is explained by its code, else by its words', () => {
  expect(explainRejection({ code: '-99', text: 'xyzzy' }, 'es')?.means).toContain('ya existe');
  expect(
    explainRejection({ code: '', text: 'La firma del comprobante no es válida' }, 'es')?.means,
  ).toContain('firma');
});

test.each([...Object.entries(rejectionCodes), ...causeSentences.map((each) => [each.name, each] as const)])(
  '%s says what it means and what to do, in one sentence each, in both languages',
  (_name, { es, en }) => {
    for (const text of [es.means, es.todo, en.means, en.todo]) expect(text).toMatch(/^[^a-z].*\.$/u);
    expect(en).not.toEqual(es);
    expect(`${es.means} ${es.todo}`).not.toMatch(/token|XML|HTTP/);
  },
);

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
