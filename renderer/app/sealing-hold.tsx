import { type FormEvent, useState } from 'react';
import { documentKinds, findCode } from '../../domain/billing/codes.ts';
import { SeriesKind } from '../../domain/numbering/series-kinds.ts';
import { assertNever } from '../../domain/assert-never.ts';
import type { CompanyView } from '../../preload/contract/company.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { type Copy, useCopy, useLanguage } from '../words/language.ts';
import { sentences as say } from '../words/sentences.ts';
import { ErrorNotice } from './error-notice.tsx';
import { useRouter } from './router.ts';
import styles from './sealing-hold.module.css';
import { useSession } from './session.ts';
import { useView } from './use-view.ts';

const es = {
  elsewhere: (place: string) =>
    say(
      `Los números de la terminal ${place} son de otra computadora.`,
      'Estos datos vienen de otra instalación de Talonario, o esta computadora cambió. Si las dos emitieran con la misma terminal, dos ventas tendrían el mismo número; por eso aquí no se emite todavía.',
      'Si en la otra ya nadie emite con esta terminal, esta la reemplaza: los números siguen desde el último que se conoce aquí (si la otra emitió después, escriba su último número en Ajustes > Empresa). Si no, use otra terminal aquí.',
    ),
  replace: 'Esta computadora reemplaza a la otra',
  other: 'Usar otra terminal aquí',
  numbers: say(
    'No se sabe cuál fue el último número emitido.',
    'Los datos se restauraron sin los documentos sellados, así que un número podría repetirse; por eso aquí no se emite todavía.',
    'Escriba el último número de cada tipo, como salió en el último documento (0 si no hubo ninguno).',
  ),
  last: (name: string) => `Último número: ${name}`,
  fault: 'Solo dígitos: el número (hasta 10) o el consecutivo completo (20).',
  confirm: 'Confirmar los números',
  othersUnused: 'Los que faltan nunca se usaron',
};
const en: typeof es = {
  elsewhere: (place) =>
    say(
      `The numbers of terminal ${place} belong to another computer.`,
      'This data comes from another installation of Talonario, or this computer was changed. If both issued on the same terminal, two sales would get the same number; so nothing is issued here yet.',
      'If nobody issues on this terminal on the other one any more, this one replaces it: the numbers go on from the last one known here (if the other issued later, type its last number in Settings > Company). If not, use another terminal here.',
    ),
  replace: 'This computer replaces the other one',
  other: 'Use another terminal here',
  numbers: say(
    'Nobody knows which number was issued last.',
    'The data was restored without the sealed documents, so a number might be repeated; so nothing is issued here yet.',
    'Type the last number of each kind, as on the last document (0 if there was none).',
  ),
  last: (name) => `Last number: ${name}`,
  fault: 'Digits only: the number (up to 10) or the whole consecutivo (20).',
  confirm: 'Confirm the numbers',
  othersUnused: 'The missing ones were never used',
};
const copy = { es, en } satisfies Copy<typeof es>;

/** Why this company seals nothing yet, and the choice that ends it. Nothing where nothing is held. */
export function SealingHold({ company }: { readonly company: CompanyView }) {
  switch (company.sealingHold) {
    case undefined:
      return undefined;
    case 'elsewhere':
      return <Elsewhere company={company} />;
    case 'numbers-unknown':
      return <NumbersUnknown company={company} />;
    default:
      return assertNever(company.sealingHold);
  }
}

function Elsewhere({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const load = useSession((store) => store.load);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const { issuer } = company.settings;
  const replace = async (): Promise<void> => {
    setBusy(true);
    const answer = await window.api.call('terminal.replaceOther', { companyId: company.id });
    setBusy(false);
    if (answer.ok) await load();
    else setError(answer.error);
  };
  return (
    <div className={styles['hold']}>
      <Banner
        tone="warning"
        sentences={words.elsewhere(`${issuer?.branch}-${issuer?.terminal}`)}
        action={
          <div className={styles['actions']}>
            <Button size="small" tone="primary" busy={busy} onClick={() => void replace()}>
              {words.replace}
            </Button>
            {company.environment === 'practice' ? undefined : (
              <Button size="small" onClick={() => go({ screen: 'settings', section: 'company' })}>
                {words.other}
              </Button>
            )}
          </div>
        }
      />
      {error ? <ErrorNotice error={error} /> : undefined}
    </div>
  );
}

/** @returns undefined for what is no number; a whole consecutivo counts by its last ten digits (DOMAIN.md 3.2) */
export function lastNumberOf(text: string): number | undefined {
  const digits = text.replaceAll(/[\s-]/g, '');
  if (!/^(?:\d{1,10}|\d{20})$/.test(digits)) return undefined;
  return Number(digits.slice(-10));
}

function NumbersUnknown({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const load = useSession((store) => store.load);
  const series = useView('series.list', undefined, { topics: ['company'] });
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [shows, setShows] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const kinds = series.kind === 'ready' ? series.value : [];
  const textOf = (kind: string, known: number): string => typed[kind] ?? (known === 0 ? '' : String(known));

  const confirm = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const last = kinds.flatMap(({ kind, lastNumber }) => {
      const number = lastNumberOf(textOf(kind, lastNumber));
      const known = SeriesKind.safeParse(kind);
      return number === undefined || !known.success ? [] : [{ kind: known.data, lastNumber: number }];
    });
    setShows(true);
    if (last.length !== kinds.length || kinds.length === 0) return;
    setBusy(true);
    const answer = await window.api.call('terminal.confirmNumbers', { companyId: company.id, last });
    setBusy(false);
    if (answer.ok) await load();
    else setError(answer.error);
  };
  return (
    <form className={styles['hold']} onSubmit={(event) => void confirm(event)}>
      <Banner tone="warning" sentences={words.numbers} />
      <div className={styles['numbers']}>
        {kinds.map(({ kind, lastNumber }) => {
          const text = textOf(kind, lastNumber);
          return (
            <Field
              key={kind}
              label={words.last(findCode(documentKinds, kind)?.name[language] ?? kind)}
              fault={shows && lastNumberOf(text) === undefined ? words.fault : undefined}
              required
            >
              <TextInput
                inputMode="numeric"
                autoComplete="off"
                maxLength={40}
                value={text}
                onText={(now) => setTyped((before) => ({ ...before, [kind]: now }))}
              />
            </Field>
          );
        })}
        <Button
          tone="quiet"
          onClick={() =>
            setTyped((before) => ({
              ...before,
              ...Object.fromEntries(
                kinds
                  .filter(({ kind, lastNumber }) => textOf(kind, lastNumber).trim() === '')
                  .map(({ kind }) => [kind, '0']),
              ),
            }))
          }
        >
          {words.othersUnused}
        </Button>
        <Button type="submit" tone="primary" busy={busy}>
          {words.confirm}
        </Button>
      </div>
      {error ? <ErrorNotice error={error} /> : undefined}
    </form>
  );
}
