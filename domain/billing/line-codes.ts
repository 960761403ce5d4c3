import type { CodeRow } from './code-row.ts';

/** Code tables of what a line carries besides IVA rate, discounts and units. Source: the schema's enumerations, DOMAIN.md section 5. */

const code = (value: string, es: string, en: string): CodeRow => ({ code: value, name: { es, en } });

/** Nota 8 (DOMAIN.md 5.3): every line has exactly one of these, also when it is exempt (-513). */
export const ivaTaxCodes: readonly CodeRow[] = [
  code('01', 'IVA', 'VAT'),
  code('07', 'IVA (cálculo especial)', 'VAT (special calculation)'),
  code('08', 'IVA de bienes usados (factor)', 'VAT on used goods (factor)'),
];

/** What a tax of Nota 8 is computed from, and how it goes on (DOMAIN.md 6.1, steps 4, 5 and 8). */
export interface OtherTaxRow extends CodeRow {
  /** `rate`: percent of SubTotal; `specific`: DatosImpuestoEspecifico */
  readonly by: 'rate' | 'specific';
  /** enters BaseImponible of the IVA */
  readonly inTaxBase: boolean;
  /** may be borne by factory or shop (ImpuestoAsumidoEmisorFabrica) */
  readonly assumable: boolean;
}

const other = (
  value: string,
  es: string,
  en: string,
  by: OtherTaxRow['by'],
  goes: { readonly inTaxBase?: boolean; readonly assumable?: boolean } = {},
): OtherTaxRow => ({
  ...code(value, es, en),
  by,
  inTaxBase: goes.inTaxBase ?? false,
  assumable: goes.assumable ?? false,
});

/** Nota 8 without the IVA family. */
export const otherTaxCodes: readonly OtherTaxRow[] = [
  other('02', 'Selectivo de consumo', 'Selective consumption tax', 'rate', { inTaxBase: true }),
  other('03', 'Único a los combustibles', 'Fuel tax', 'specific', { assumable: true }),
  other('04', 'Específico de bebidas alcohólicas', 'Alcoholic drinks tax', 'specific', {
    inTaxBase: true,
    assumable: true,
  }),
  other(
    '05',
    'Específico de bebidas envasadas sin alcohol y jabones de tocador',
    'Packaged soft drinks and toilet soap tax',
    'specific',
    { inTaxBase: true, assumable: true },
  ),
  other('06', 'Productos de tabaco', 'Tobacco tax', 'specific'),
  other('12', 'Específico al cemento', 'Cement tax', 'rate', { inTaxBase: true, assumable: true }),
  other('99', 'Otro impuesto', 'Other tax', 'rate'),
];

/** Nota 10.1 (DOMAIN.md 5.5). */
export interface ExonerationTypeRow extends CodeRow {
  /** in credit and debit notes only */
  readonly onlyNotes: boolean;
  /** Articulo required, else -478 */
  readonly needsArticle: boolean;
  /** compared with Hacienda's register, whose numbers look like `AL-00000000-00` */
  readonly registered: boolean;
}

const exoneration = (
  value: string,
  es: string,
  en: string,
  rules: {
    readonly onlyNotes?: boolean;
    readonly needsArticle?: boolean;
    readonly registered?: boolean;
  } = {},
): ExonerationTypeRow => ({
  ...code(value, es, en),
  onlyNotes: rules.onlyNotes ?? false,
  needsArticle: rules.needsArticle ?? false,
  registered: rules.registered ?? false,
});

/** The usual ones first. */
export const exonerationTypes: readonly ExonerationTypeRow[] = [
  exoneration('04', 'Autorización local genérica (DGH)', 'Generic local authorisation (DGH)', {
    registered: true,
  }),
  exoneration('11', 'Autorización de impuesto local concreta (DGH)', 'Specific local authorisation (DGH)', {
    registered: true,
  }),
  exoneration('08', 'Zona franca', 'Free-trade zone', { needsArticle: true }),
  exoneration('03', 'Ley especial', 'Special law', { needsArticle: true }),
  exoneration('02', 'Ventas exentas a diplomáticos', 'Exempt sales to diplomats', { needsArticle: true }),
  exoneration(
    '09',
    'Servicios complementarios a la exportación (art. 11 RLIVA)',
    'Services complementary to exports (art. 11 RLIVA)',
  ),
  exoneration('10', 'Órgano de las corporaciones municipales', 'Body of the municipal corporations'),
  exoneration('01', 'Compras autorizadas por la DGT', 'Purchases authorised by the DGT', { onlyNotes: true }),
  exoneration('05', 'Transitorio V (ingeniería, arquitectura, obra civil)', 'Transitory V (construction)', {
    onlyNotes: true,
  }),
  exoneration('06', 'Servicios turísticos inscritos ante el ICT', 'Tourism services inscribed at the ICT', {
    onlyNotes: true,
    needsArticle: true,
  }),
  exoneration('07', 'Transitorio XVII (reciclaje)', 'Transitory XVII (recycling)', {
    onlyNotes: true,
    needsArticle: true,
  }),
  exoneration('99', 'Otros', 'Other'),
];

/** Whether a document of this kind may carry the type. */
export const exonerationTypesFor = (kind: string): readonly ExonerationTypeRow[] =>
  exonerationTypes.filter((each) => !each.onlyNotes || kind === '02' || kind === '03');

/** Nota 23 (DOMAIN.md 5.6). */
export const exonerationInstitutions: readonly CodeRow[] = [
  code('01', 'Ministerio de Hacienda', 'Ministry of Finance'),
  code('02', 'Ministerio de Relaciones Exteriores y Culto', 'Ministry of Foreign Affairs'),
  code('03', 'Ministerio de Agricultura y Ganadería', 'Ministry of Agriculture'),
  code('04', 'Ministerio de Economía, Industria y Comercio', 'Ministry of Economy, Industry and Commerce'),
  code('05', 'Cruz Roja Costarricense', 'Costa Rican Red Cross'),
  code('06', 'Benemérito Cuerpo de Bomberos', 'Fire Brigade'),
  code('07', 'Asociación Obras del Espíritu Santo', 'Obras del Espíritu Santo association'),
  code('08', 'Fecrunapa', 'Fecrunapa'),
  code('09', 'Universidad EARTH', 'EARTH University'),
  code('10', 'INCAE', 'INCAE'),
  code('11', 'Junta de Protección Social', 'Junta de Protección Social (JPS)'),
  code('12', 'Aresep', 'Aresep'),
  code('99', 'Otra institución', 'Other institution'),
];

/** Nota 21 (DOMAIN.md 5.12). */
export const factoryIvaCodes: readonly CodeRow[] = [
  code('01', 'Se cobra en fábrica', 'Being charged at the factory'),
  code('02', 'Ya se cobró en fábrica', 'Already charged at the factory'),
];

/** Nota 12 (DOMAIN.md 5.8). */
export const commercialCodeTypes: readonly CodeRow[] = [
  code('04', 'De uso interno', 'Internal use'),
  code('01', 'Del vendedor', 'Of the seller'),
  code('02', 'Del comprador', 'Of the buyer'),
  code('03', 'Del fabricante', 'Of the manufacturer'),
  code('99', 'Otro', 'Other'),
];
