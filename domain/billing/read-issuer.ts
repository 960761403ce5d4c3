import type { IssuerForm } from '../company/company.ts';
import { isBranch, isTerminal } from '../numbering/consecutivo.ts';
import { type FaultList, hasBlockingFault, newFaultList, optionalText, requiredText } from './fault-list.ts';
import type { InvoiceFault } from './invoice-faults.ts';
import type { Issuer } from './invoice.ts';
import {
  type KnowsLocation,
  partyIdentificationPaths,
  readActivity,
  readEmail,
  readIdentification,
  readLocation,
  readPhone,
} from './read-party.ts';

/** CorreoElectronico of the Emisor: 1 to 4. */
const maxEmails = 4;

export interface ReadIssuer {
  /** paths into the `IssuerForm`: `name`, `emails.0` */
  readonly faults: readonly InvoiceFault[];
  /** present when nothing blocks */
  readonly issuer?: Issuer;
}

function readEmails(list: FaultList, typed: readonly string[]): readonly string[] {
  const emails = typed.flatMap((text, index) => readEmail(list, `emails.${index}`, text) ?? []);
  const count = typed.filter((text) => text.trim() !== '').length;
  if (count === 0) list.block('required', 'emails.0');
  if (count > maxEmails) {
    list.block('emails-too-many', `emails.${maxEmails}`, { max: String(maxEmails), count: String(count) });
  }
  return emails;
}

/**
 * Emisor and what numbering takes from the company. A cédula jurídica with letters is refused: how its clave is built is not
 * known (DOMAIN.md 3.1), and a wrong clave spends a number.
 * @param knows see `readLocation`
 */
export function readIssuer(form: IssuerForm, knows?: KnowsLocation): ReadIssuer {
  const list = newFaultList();
  const name = requiredText(list, 'name', form.name, { min: 5, max: 100 });
  const identification = readIdentification(list, partyIdentificationPaths(''), form, (row) =>
    row.issuerIn.includes('01'),
  );
  if (identification !== undefined && /\D/.test(identification.number)) {
    list.block('identification-letters-issuer', 'identificationNumber');
  }
  const tradeName = optionalText(list, 'tradeName', form.tradeName, { min: 3, max: 80 });
  const registry8707 = optionalText(list, 'registry8707', form.registry8707, { max: 12 });
  const location = readLocation(list, '', form, 250, knows);
  const phone = readPhone(list, '', form);
  const emails = readEmails(list, form.emails);
  if (form.activityCodes.every((text) => text.trim() === '')) list.block('required', 'activityCodes.0');
  for (const [index, text] of form.activityCodes.entries()) {
    if (text.trim() !== '') readActivity(list, `activityCodes.${index}`, text);
  }
  const softwareProvider = requiredText(list, 'softwareProvider', form.softwareProvider, { max: 20 });
  if (!isBranch(form.branch.trim())) list.block('branch-format', 'branch');
  if (!isTerminal(form.terminal.trim())) list.block('terminal-format', 'terminal');

  if (
    hasBlockingFault(list.faults) ||
    name === undefined ||
    identification === undefined ||
    location === undefined ||
    softwareProvider === undefined
  ) {
    return { faults: list.faults };
  }
  return {
    faults: list.faults,
    issuer: {
      name,
      identification,
      location,
      emails,
      softwareProvider,
      ...(registry8707 !== undefined && { registry8707 }),
      ...(tradeName !== undefined && { tradeName }),
      ...(phone !== undefined && { phone }),
    },
  };
}
