import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync('renderer/app/tokens.css', 'utf8');

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};
function token(name: string, theme: 'light' | 'dark'): string {
  const [, light, dark] =
    new RegExp(`--${name}:\\s*light-dark\\((#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)`).exec(css) ?? [];
  const value = theme === 'light' ? light : dark;
  if (value === undefined) throw new Error(`no colour --${name}`);
  return value;
}

const onEverySurface = ['canvas', 'surface', 'surface-sunken', 'surface-hover'];
const pairs: readonly (readonly [text: string, background: string])[] = [
  ...['text', 'text-muted'].flatMap((text) => onEverySurface.map((surface) => [text, surface] as const)),
  ...['canvas', 'surface', 'surface-sunken'].map((surface) => ['text-faint', surface] as const),
  ...['canvas', 'surface', 'surface-sunken'].map((surface) => ['accent', surface] as const),
  ...['info', 'success', 'warning', 'danger'].flatMap((tone) =>
    ['surface', 'canvas', 'surface-hover', `${tone}-soft`].map((surface) => [tone, surface] as const),
  ),
  ...['info', 'success', 'warning', 'danger', 'accent'].map((tone) => ['text', `${tone}-soft`] as const),
  ...['info', 'success', 'warning', 'danger', 'text-muted'].map((tone) => [tone, 'accent-soft'] as const),
  ['on-accent', 'accent'],
  ['on-accent-soft', 'accent-soft'],
  ['on-danger', 'danger-fill'],
  ['practice', 'practice-soft'],
  ['practice', 'surface'],
];

test.each(
  pairs.flatMap(([text, surface]) => [[text, surface, 'light'] as const, [text, surface, 'dark'] as const]),
)('%s on %s can be read, %s', (text, surface, theme) => {
  expect(contrast(token(text, theme), token(surface, theme))).toBeGreaterThanOrEqual(4.5);
});

test.each(['light', 'dark'] as const)(
  'the edge of an input and the focus ring stand out 3:1, %s',
  (theme) => {
    expect(contrast(token('line-strong', theme), token('surface', theme))).toBeGreaterThanOrEqual(3);
    expect(contrast(token('focus', theme), token('surface', theme))).toBeGreaterThanOrEqual(3);
  },
);
