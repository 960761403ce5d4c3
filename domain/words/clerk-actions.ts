import type { ClerkActionKind } from '../outbox/clerk-action.ts';
import type { Language } from './language.ts';

type Words = readonly [es: string, en: string];

/** What a person did, as one plain sentence; `who` stands before it or after it. */
const words: Readonly<Record<ClerkActionKind, Words>> = {
  'settle-now': ['Pidió preguntar ahora a Hacienda.', 'Asked for Hacienda to be asked now.'],
  'send-again': ['Pidió enviarlo otra vez, con la misma clave.', 'Asked to send it again, same clave.'],
  hold: ['Lo retuvo.', 'Held it.'],
  release: ['Lo soltó para enviarlo.', 'Released it to be sent.'],
  retry: ['Pidió intentarlo otra vez, tal como está.', 'Asked to try it again, as it is.'],
  abandon: ['Decidió no enviarlo nunca.', 'Decided never to send it.'],
  seen: ['Leyó el rechazo.', 'Read the rejection.'],
  'copy-to-draft': ['Hizo una copia en un borrador nuevo.', 'Made a copy in a new draft.'],
  'copied-into': ['La copia se emitió como un documento nuevo.', 'The copy was issued as a new document.'],
  unblock: ['Pidió probar de nuevo el servicio.', 'Asked to try the service again.'],
  'resolve-mine': ['Eligió la lista de aquí.', 'Chose the list kept here.'],
  'resolve-theirs': ['Eligió la lista de e-Dinky.', 'Chose e-Dinky’s list.'],
  'read-again': ['Pidió leer otra vez lo que tiene e-Dinky.', 'Asked to read again what e-Dinky holds.'],
};

/** @param kind of a later version: shown as it is */
export function clerkActionSentence(kind: string, language: Language): string {
  const known: Readonly<Record<string, Words>> = words;
  return Object.hasOwn(known, kind) ? (known[kind]?.[language === 'es' ? 0 : 1] ?? kind) : kind;
}
