/**
 * The registers of the practice authorities: people, companies and exonerations that do not exist. Reception looks here as the real one
 * looks in its registers, and the look-ups tell it.
 */
export interface RegisteredTaxpayer {
  readonly number: string;
  /** Nota 4 */
  readonly type: '01' | '02' | '03' | '04';
  readonly name: string;
  /** DOMAIN.md section 11: 0, 1 or 2 */
  readonly regime: 0 | 1 | 2;
  readonly state: 'Inscrito' | 'Desinscrito' | 'Inscrito de oficio';
  readonly late: boolean;
  readonly silent: boolean;
  readonly office: string;
  readonly activities: readonly RegisteredActivity[];
  /** where the register has one; otherwise any is taken */
  readonly location?: readonly [province: string, canton: string, district: string];
  /** MAG and INCOPESCA: farmers and fishermen */
  readonly farmer?: boolean;
  readonly fisherman?: boolean;
}

export interface RegisteredActivity {
  /** `6201.0`; some are still told as the number of the old six digits */
  readonly code: string | number;
  readonly name: string;
  readonly active: boolean;
  readonly kind: 'P' | 'S';
}

const activity = (
  code: string | number,
  name: string,
  kind: 'P' | 'S' = 'P',
  active = true,
): RegisteredActivity => ({ code, name, kind, active });

export const registeredTaxpayers: readonly RegisteredTaxpayer[] = [
  {
    number: '3101123456',
    type: '02',
    name: 'DISTRIBUIDORA DE PRÁCTICA SOCIEDAD ANÓNIMA',
    regime: 1,
    state: 'Inscrito',
    late: false,
    silent: false,
    office: 'San José Oeste (práctica)',
    activities: [
      activity('6201.0', 'ACTIVIDADES DE PROGRAMACIÓN INFORMÁTICA'),
      activity('4690.0', 'VENTA AL POR MAYOR NO ESPECIALIZADA', 'S'),
    ],
  },
  {
    number: '112340567',
    type: '01',
    name: 'ANA ROJAS DE PRÁCTICA',
    regime: 1,
    state: 'Inscrito',
    late: false,
    silent: false,
    office: 'Heredia (práctica)',
    activities: [activity(741203, 'SERVICIOS PROFESIONALES DE PRÁCTICA')],
  },
  {
    number: '3101765432',
    type: '02',
    name: 'FERRETERÍA EL ENSAYO SOCIEDAD ANÓNIMA',
    regime: 1,
    state: 'Inscrito',
    late: true,
    silent: false,
    office: 'Alajuela (práctica)',
    activities: [
      activity(523401, 'VENTA AL POR MENOR DE FERRETERÍA'),
      activity('4752.0', 'VENTA AL POR MENOR DE FERRETERÍA, PINTURA Y VIDRIO', 'S'),
    ],
    location: ['2', '01', '01'],
  },
  {
    number: '304560789',
    type: '01',
    name: 'LUIS VEGA DE PRÁCTICA',
    regime: 2,
    state: 'Inscrito',
    late: false,
    silent: false,
    office: 'Cartago (práctica)',
    activities: [activity(522001, 'PULPERÍA (RÉGIMEN SIMPLIFICADO)')],
    farmer: true,
  },
  {
    number: '603210987',
    type: '01',
    name: 'MARÍA MORA DE PRÁCTICA',
    regime: 0,
    state: 'Desinscrito',
    late: false,
    silent: true,
    office: 'Puntarenas (práctica)',
    activities: [activity('0311.0', 'PESCA MARÍTIMA', 'P', false)],
    fisherman: true,
  },
  {
    number: '155812345678',
    type: '03',
    name: 'JOHN SMITH DE PRÁCTICA',
    regime: 1,
    state: 'Inscrito',
    late: false,
    silent: false,
    office: 'Guanacaste (práctica)',
    activities: [activity('5510.0', 'ACTIVIDADES DE ALOJAMIENTO')],
  },
  {
    number: '3104567890',
    type: '04',
    name: 'EMBAJADA DE PRÁCTICA',
    regime: 0,
    state: 'Inscrito de oficio',
    late: false,
    silent: false,
    office: 'San José Este (práctica)',
    activities: [],
  },
];

/**
 * Numbers of the right form that no register has: with them as customer a document is refused (-38). Any other is taken, so that a clerk
 * can practise with real customers' numbers.
 */
export const unregisteredNumbers: ReadonlySet<string> = new Set([
  '999999999',
  '3999999999',
  '999999999999',
  '9999999999',
]);

/** Economic activities of the right form that no register has (-411). */
export const unknownActivities: ReadonlySet<string> = new Set(['000000', '0000.0', '999999', '9999.9']);

/** Codes of 13 digits that the practice catalogue does not have (-400). Any other is taken: the catalogue told here is a small one. */
export const unknownCabys: ReadonlySet<string> = new Set(['0000000000000', '9999999999999']);

export interface RegisteredExoneration {
  /** as printed */
  readonly number: string;
  readonly holder: string;
  /** Nota 10.1 */
  readonly type: '04' | '11';
  /** RFC 3339 */
  readonly issuedAt: string;
  readonly expiresAt: string;
  /** points of rate: 13 exonerates a tax of 13 % whole */
  readonly points: string;
  /** empty: every product */
  readonly cabys: readonly string[];
}

export const registeredExonerations: readonly RegisteredExoneration[] = [
  {
    number: 'AL-00012345-26',
    holder: '3101765432',
    type: '04',
    issuedAt: '2026-01-15T00:00:00-06:00',
    expiresAt: '2036-12-31T00:00:00-06:00',
    points: '13',
    cabys: [],
  },
  {
    number: 'AL-00054321-24',
    holder: '3101765432',
    type: '04',
    issuedAt: '2024-02-01T00:00:00-06:00',
    expiresAt: '2025-01-31T00:00:00-06:00',
    points: '13',
    cabys: ['4299901000000'],
  },
];
