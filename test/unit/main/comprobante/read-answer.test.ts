import { expect, test } from 'vitest';
import { readAuthorityAnswer } from '../../../../main/comprobante/read-answer.ts';

const clave = '50620112600310112345600100001010000000042148151623';
const namespace = 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeHacienda';

const message = (changes: { mensaje?: string; clave?: string; detalle?: string } = {}): string =>
  `<MensajeHacienda xmlns="${namespace}"><Clave>${changes.clave ?? clave}</Clave><NombreEmisor>Este</NombreEmisor>` +
  '<TipoIdentificacionEmisor>02</TipoIdentificacionEmisor><NumeroCedulaEmisor>003101123456</NumeroCedulaEmisor>' +
  `<Mensaje>${changes.mensaje ?? '1'}</Mensaje><EstadoMensaje>Aceptado</EstadoMensaje>` +
  `<DetalleMensaje>${changes.detalle ?? '.'}</DetalleMensaje><TotalFactura>12.20</TotalFactura></MensajeHacienda>`;
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

test('an accepted answer is read, its clave as text, its bytes exactly as they came', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>${message()}`;
  expect(readAuthorityAnswer(base64(xml), clave)).toEqual({
    ok: true,
    value: { xml: Buffer.from(xml, 'utf8'), clave, verdict: 'accepted', detail: '.' },
  });
});

test('a rejected answer keeps its detail, references and line breaks resolved', () => {
  const detalle = 'errores:\n[\n-99, "El número &quot;1&quot; ya existe", 0, 0&#13;\n]';
  expect(readAuthorityAnswer(base64(message({ mensaje: '3', detalle })), clave)).toMatchObject({
    ok: true,
    value: { verdict: 'rejected', detail: 'errores:\n[\n-99, "El número "1" ya existe", 0, 0\r\n]' },
  });
});

test.each([
  ['a BOM', `\ufeff${message()}`],
  ['CRLF', message().replaceAll('><', '>\r\n<')],
  [
    'a prefix',
    message()
      .replaceAll(/<(\/?)([A-Z])/g, '<$1mh:$2')
      .replace('xmlns=', 'xmlns:mh='),
  ],
  [
    'a signature inside',
    message().replace(
      '</MensajeHacienda>',
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Clave>1</ds:Clave></ds:Signature></MensajeHacienda>',
    ),
  ],
  ['blanks around the clave', message({ clave: ` ${clave}\n` })],
])('an answer with %s is read all the same', (_, xml) => {
  expect(readAuthorityAnswer(base64(xml), clave)).toMatchObject({
    ok: true,
    value: { clave, verdict: 'accepted' },
  });
});

test('base64 with line breaks and without padding is read', () => {
  const wrapped = base64(message())
    .replace(/=+$/, '')
    .replace(/(.{76})/g, '$1\r\n');
  expect(readAuthorityAnswer(wrapped, clave)).toMatchObject({ ok: true });
});

test('bytes already decoded are taken too', () => {
  expect(readAuthorityAnswer(Buffer.from(message()), clave)).toMatchObject({ ok: true });
});

const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}"><!ENTITY c "&b;&b;&b;">]>${message({ detalle: '&c;' })}`;

test.each([
  ['text that is not base64', '<html>', 'base64'],
  ['base64 cut in the middle of a byte', `${base64(message()).replace(/=+$/, '').slice(0, 100)}A`, 'base64'],
  ['nothing', '', 'base64'],
  ['broken XML', base64(message().slice(0, -5)), 'xml'],
  ['HTML', base64('<html><body>502</body></html>'), 'xml'],
  ['text', base64('Bad gateway'), 'xml'],
  ['another root', base64(message().replaceAll('MensajeHacienda', 'MensajeReceptor')), 'xml'],
  ['another namespace', base64(message().replace('mensajeHacienda', 'mensajeReceptor')), 'xml'],
  [
    'bytes that are not UTF-8',
    Buffer.from(message().replace('Este', 'Ñandú'), 'latin1').toString('base64'),
    'xml',
  ],
  ['UTF-16', Buffer.from(message(), 'utf16le').toString('base64'), 'xml'],
  ['no verdict', base64(message({ mensaje: '' })), 'xml'],
  ['a verdict that does not exist', base64(message({ mensaje: '2' })), 'xml'],
  ['two claves', base64(message().replace('<NombreEmisor>', `<Clave>${clave}</Clave><NombreEmisor>`)), 'xml'],
  ['an undeclared entity', base64(message({ detalle: '&nbsp;' })), 'xml'],
  ['a DOCTYPE', base64(`<!DOCTYPE MensajeHacienda SYSTEM "file:///etc/passwd">${message()}`), 'doctype'],
  ['a DOCTYPE in lower case', base64(`<!doctype html>${message()}`), 'doctype'],
  ['an entity bomb', base64(bomb), 'doctype'],
  ['a clave with one digit changed', base64(message({ clave: clave.replace(/.$/, '4') })), 'other-clave'],
  ['the clave as a float', base64(message({ clave: '5.06e+49' })), 'other-clave'],
  ['3 MB and more', base64(message({ detalle: 'x'.repeat(3 * 1024 * 1024) })), 'too-large'],
  ['a flood of tags', base64(message({ detalle: '<a></a>'.repeat(200_000) })), 'xml'],
  [
    'nesting deeper than any answer',
    base64(message({ detalle: '<a>'.repeat(4_000) + '</a>'.repeat(4_000) })),
    'xml',
  ],
])('%s is refused', (_, answer, fault) => {
  expect(readAuthorityAnswer(answer, clave)).toEqual({ ok: false, error: fault });
});
