import type { CabysEntry } from '../../domain/lookups/answers.ts';

const things = [
  'Servicio de reparación',
  'Jabón líquido',
  'Café molido',
  'Tubería de PVC',
  'Medicamento genérico',
];
const kinds = ['para uso doméstico', 'de importación', 'en presentación pequeña', 'al por mayor'];
const rates = ['13', '1', '2', '4', '0'];

/** Made up, in the shape of the real one: every entry has its own code and words. */
export function generatedCatalogue(count: number): readonly CabysEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    code: String(1_000_000_000_000 + index * 317).padStart(13, '0'),
    description: `${things[index % 5]} ${kinds[index % 4]}, clase ${String(index % 97)}, lote ${String(index)}`,
    rate: rates[index % 5] ?? '13',
  }));
}

/** The names of the columns of the official file, which begin in its second row. */
export const officialHead: readonly string[] = [
  ...Array.from({ length: 9 }, (_, at) => [
    `Categoría ${String(at + 1)}`,
    `Descripción (categoría ${String(at + 1)})`,
  ]).flat(),
  'Impuesto',
  'Nota explicativa 1. Incluye',
  'Nota explicativa 2. Excluye',
];

/** A row as the official file has it: what is above the code is the beginning of it. */
export const officialRow = (
  code: string,
  description: string,
  tax: string | number,
): readonly (string | number)[] => [
  ...Array.from({ length: 8 }, (_, at) => [code.slice(0, at + 1), 'De arriba']).flat(),
  code,
  description,
  tax,
  'Incluye: nada',
  'Excluye: todo',
];
