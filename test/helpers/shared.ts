import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The folder with the official schemas, which is not part of this repository.
 * @returns undefined where it does not exist: a test that needs it then skips and says so
 */
export function sharedFolder(): string | undefined {
  const told = process.env['TALONARIO_SHARED'];
  if (told !== undefined && told !== '') return told;
  const beside = resolve(import.meta.dirname, '../../../shared');
  return existsSync(beside) ? beside : undefined;
}
