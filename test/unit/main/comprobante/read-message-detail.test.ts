import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMessageDetail } from '../../../../main/comprobante/read-message-detail.ts';

test('accepted without observations is a point and no rows', () => {
  expect(readMessageDetail('.')).toEqual({ rows: [], plain: '.' });
});

test('accepted with observations: doubled quotes, CRLF and quotes inside the text', () => {
  const detail =
    '.\n\ncodigo, mensaje, fila, columna\r\n-37, ""La ubicación, ""San José"", no coincide"", 0, 0\r\n-53, ""La hora no es oficial"", 4, 12\r\n';
  expect(readMessageDetail(detail)).toEqual({
    rows: [
      { code: '-37', text: 'La ubicación, "San José", no coincide', row: '0', column: '0' },
      { code: '-53', text: 'La hora no es oficial', row: '4', column: '12' },
    ],
    plain: '',
  });
});

test('rejected: sentences before a bracketed block stay beside its rows', () => {
  const detail =
    'Este comprobante fue aceptado en el ambiente de pruebas.\n\nEl comprobante electrónico tiene los siguientes errores: \n\n[\ncodigo, mensaje, fila, columna\n-99, "El consecutivo ya existe", 0, 0\n-45, "El monto\nno es correcto", 33, 5\n]';
  expect(readMessageDetail(detail)).toEqual({
    rows: [
      { code: '-99', text: 'El consecutivo ya existe', row: '0', column: '0' },
      { code: '-45', text: 'El monto no es correcto', row: '33', column: '5' },
    ],
    plain:
      'Este comprobante fue aceptado en el ambiente de pruebas.\nEl comprobante electrónico tiene los siguientes errores:',
  });
});

test('&#13; left as text is a line end', () => {
  expect(readMessageDetail('codigo, mensaje, fila, columna&#13;\n-1, "cvc-type.3", 2, 3&#13;').rows).toEqual([
    { code: '-1', text: 'cvc-type.3', row: '2', column: '3' },
  ]);
});

test('a head with broken accents is still a head', () => {
  expect(readMessageDetail('c�digo, mensaje, fila, columna\n-1, "x", 2, 3').plain).toBe('');
});

test('one plain sentence without code stays whole', () => {
  const sentence = 'La firma del comprobante electrónico no es válida';
  expect(readMessageDetail(sentence)).toEqual({ rows: [], plain: sentence });
});

test('an empty text, unknown codes and long ids stay text', () => {
  expect(readMessageDetail('-99999, "", 0, 0').rows).toEqual([
    { code: '-99999', text: '', row: '0', column: '0' },
  ]);
});

test('any text at all is read without failing, and no letter of a message without rows is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('-', '1', ',', ' ', '"', '\n', '\r', 'a', '[', ']') }),
      (text) => {
        const { rows, plain } = readMessageDetail(text);
        expect(rows.length > 0 || plain.replace(/\s/g, '') === text.replace(/\s/g, '')).toBe(true);
      },
    ),
  );
});

test('a hostile text of 200,000 characters is read in one pass', () => {
  for (const piece of ['-1, "', '-1,"a"', '", 0', '1', '-1, "x", 0, 0\n'])
    expect(readMessageDetail(piece.repeat(Math.floor(200_000 / piece.length))).rows.length).toBeLessThan(
      20_000,
    );
});
