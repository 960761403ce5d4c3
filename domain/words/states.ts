import { type PaymentSlotState, paymentSlotWords } from '../outbox/payment-slot.ts';
import type { DocumentState } from '../outbox/states.ts';
import type { Language } from './language.ts';

/** How a state looks: the icon and the colour always go with the word, never alone. */
export type StateTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';
export type StateIcon =
  | 'pencil'
  | 'clock'
  | 'arrow'
  | 'question'
  | 'half'
  | 'check'
  | 'cross'
  | 'bell'
  | 'lock';

export interface StateLook {
  readonly icon: StateIcon;
  readonly tone: StateTone;
  readonly words: Readonly<Record<Language, string>>;
}

/** The states' words are the table of the design, exactly. Green only for what the authority or the service has confirmed. */
export const documentStateLooks: Readonly<Record<DocumentState | 'draft', StateLook>> = {
  draft: { icon: 'pencil', tone: 'neutral', words: { es: 'Borrador', en: 'Draft' } },
  sealed: { icon: 'clock', tone: 'neutral', words: { es: 'En cola', en: 'Queued' } },
  held: { icon: 'clock', tone: 'neutral', words: { es: 'En cola', en: 'Queued' } },
  queued: { icon: 'clock', tone: 'neutral', words: { es: 'En cola', en: 'Queued' } },
  sending: { icon: 'arrow', tone: 'info', words: { es: 'Enviando', en: 'Sending' } },
  unknown: {
    icon: 'question',
    tone: 'warning',
    words: { es: 'Confirmando con Hacienda', en: 'Confirming with Hacienda' },
  },
  received: {
    icon: 'half',
    tone: 'info',
    words: { es: 'Recibido, en validación', en: 'Received, being checked' },
  },
  processing: {
    icon: 'half',
    tone: 'info',
    words: { es: 'Recibido, en validación', en: 'Received, being checked' },
  },
  accepted: { icon: 'check', tone: 'success', words: { es: 'Aceptado', en: 'Accepted' } },
  rejected: { icon: 'cross', tone: 'danger', words: { es: 'Rechazado', en: 'Rejected' } },
  needs_fix: { icon: 'cross', tone: 'danger', words: { es: 'Por corregir', en: 'To correct' } },
  needs_person: {
    icon: 'bell',
    tone: 'warning',
    words: { es: 'Necesita su atención', en: 'Needs your attention' },
  },
  quarantined: {
    icon: 'bell',
    tone: 'warning',
    words: { es: 'Necesita su atención', en: 'Needs your attention' },
  },
  abandoned: { icon: 'cross', tone: 'neutral', words: { es: 'Descartado', en: 'Given up' } },
};

const slot = (state: PaymentSlotState, icon: StateIcon, tone: StateTone): StateLook => ({
  icon,
  tone,
  words: paymentSlotWords[state],
});

export const slotStateLooks: Readonly<Record<PaymentSlotState, StateLook>> = {
  new: slot('new', 'pencil', 'neutral'),
  queued: slot('queued', 'clock', 'neutral'),
  sending: slot('sending', 'arrow', 'info'),
  unknown: slot('unknown', 'question', 'warning'),
  acked: slot('acked', 'half', 'info'),
  confirmed: slot('confirmed', 'check', 'success'),
  conflict: slot('conflict', 'bell', 'warning'),
  needs_fix: slot('needs_fix', 'cross', 'danger'),
  needs_person: slot('needs_person', 'bell', 'warning'),
  frozen: slot('frozen', 'lock', 'neutral'),
};

/** @returns undefined for a word this version does not know: show it as it is */
export function stateLook(state: string, subject: 'document' | 'payment'): StateLook | undefined {
  const looks: Readonly<Record<string, StateLook>> =
    subject === 'document' ? documentStateLooks : slotStateLooks;
  return looks[state];
}
