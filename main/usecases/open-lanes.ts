import { listCompanies } from '../db/companies.ts';
import type { Program } from './program.ts';

/**
 * Opens the lanes of every company. One that cannot (its practice authorities do not start) must not keep the others from sending.
 * @param onFault with the id of the company
 */
export async function openLanes(
  program: Pick<Program, 'db' | 'connect' | 'tell'>,
  onFault: (companyId: string, error: unknown) => void,
): Promise<void> {
  for (const { id } of listCompanies(program.db))
    await program.connect(id).catch((error: unknown) => onFault(id, error));
  program.tell({ topic: 'status' });
  program.tell({ topic: 'company' });
}
