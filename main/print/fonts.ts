import latinBold from '@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2?inline';
import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?inline';
import latinExtBold from '@fontsource/noto-sans/files/noto-sans-latin-ext-700-normal.woff2?inline';
import latinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?inline';

/**
 * Noto Sans (SIL Open Font License 1.1), carried along so that a print looks the same on every computer and its file holds the font.
 * What it lacks (a name in Chinese) is drawn with a font of the system, and embedded as well.
 */
interface PrintFont {
  readonly file: string;
  readonly weight: 400 | 700;
  readonly range: string;
  readonly bytes: Uint8Array;
}

const bytesOf = (address: string): Uint8Array =>
  Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');

/** Ranges as the package declares them: Latin with the colón sign, and its extension. */
const latinRange =
  'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD';
const latinExtRange =
  'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF';

export const printFonts: readonly PrintFont[] = [
  { file: 'latin-400.woff2', weight: 400, range: latinRange, bytes: bytesOf(latin) },
  { file: 'latin-700.woff2', weight: 700, range: latinRange, bytes: bytesOf(latinBold) },
  { file: 'latin-ext-400.woff2', weight: 400, range: latinExtRange, bytes: bytesOf(latinExt) },
  { file: 'latin-ext-700.woff2', weight: 700, range: latinExtRange, bytes: bytesOf(latinExtBold) },
];

export const fontFaces: string = printFonts
  .map(
    ({ file, weight, range }) =>
      `@font-face{font-family:"Noto Sans";font-style:normal;font-weight:${weight};font-display:block;src:url("${file}") format("woff2");unicode-range:${range}}`,
  )
  .join('\n');
