import { describe, expect, it } from 'vitest';
import {
  claveIdentification,
  makeClave,
  makeDocumentIdentity,
  readClave,
} from '../../../../domain/numbering/clave.ts';

const parts = {
  issuedOn: '2026-03-15',
  identification: '003101123456',
  consecutivo: '00100001010000000042',
  situation: '1',
  securityCode: '48151623',
} as const;
const example = '50615032600310112345600100001010000000042148151623';

describe('clave', () => {
  it('is the example of DOMAIN.md 3.3', () => {
    expect(makeClave(parts)).toBe(example);
    expect(example).toHaveLength(50);
  });

  it('reads back what it makes, in every situación', () => {
    for (const situation of ['1', '2', '3'] as const) {
      expect(readClave(makeClave({ ...parts, situation }))).toEqual({ ...parts, situation });
    }
  });

  it.each([
    ['01', '112340567', '000112340567'],
    ['02', '3101123456', '003101123456'],
    ['03', '15512345678', '015512345678'],
    ['03', '155123456789', '155123456789'],
    ['04', '3120123456', '003120123456'],
    ['04', '0120123456', '000120123456'],
  ])('pads type %s number %s to %s', (type, number, padded) => {
    expect(claveIdentification({ type, number })).toBe(padded);
  });

  it.each([
    ['01', '012345678'],
    ['01', '11234567'],
    ['02', '310112345'],
    ['02', '3101A23456'],
    ['03', '05512345678'],
    ['03', '1551234567890'],
    ['05', 'X1234567'],
    ['06', '12345'],
    ['99', '112340567'],
  ])('has NO place for type %s number %s', (type, number) => {
    expect(claveIdentification({ type, number })).toBeUndefined();
  });

  it.each([
    { issuedOn: '2026-02-30' },
    { identification: '3101123456' },
    { consecutivo: '1' },
    { securityCode: '4815162' },
    { securityCode: '4815162x' },
  ])('does NOT make one from %j', (bad) => {
    expect(() => makeClave({ ...parts, ...bad })).toThrow(RangeError);
  });

  it.each([
    '',
    example.slice(1),
    `${example}0`,
    example.replace('506', '507'),
    example.replace('150326', '320326'),
    example.replace('1503', '3002'),
    `${example.slice(0, 41)}4${example.slice(42)}`,
    example.replace('001000010100', '001000011900'),
    example.replace('5061', '506a'),
  ])('does NOT read %s', (text) => {
    expect(readClave(text)).toBeUndefined();
  });
});

describe('document identity', () => {
  const facts = {
    at: Date.parse('2026-03-16T03:30:00Z'),
    identification: { type: '02', number: '3101123456' },
    branch: '001',
    terminal: '00001',
    kind: '01',
    number: 42,
    situation: '3',
    securityCode: '48151623',
  } as const;

  it('takes clave, consecutivo and FechaEmision from one instant: the clave has the date in Costa Rica (-405)', () => {
    const identity = makeDocumentIdentity(facts);
    expect(identity).toEqual({
      clave: '50615032600310112345600100001010000000042348151623',
      consecutivo: '00100001010000000042',
      issuedAt: '2026-03-15T21:30:00-06:00',
    });
    expect(readClave(identity.clave)?.issuedOn).toBe(identity.issuedAt.slice(0, 10));
  });

  it('refuses an issuer whose id does not fit', () => {
    expect(() =>
      makeDocumentIdentity({ ...facts, identification: { type: '02', number: '3101A23456' } }),
    ).toThrow(RangeError);
  });
});
