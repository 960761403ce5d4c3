import type { CabysEntry } from '../../domain/lookups/answers.ts';

const things = ['Servicio de reparación', 'Jabón líquido', 'Café molido', 'Tubería de PVC', 'Medicamento genérico'];
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
