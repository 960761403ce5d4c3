import { clsx } from 'clsx';
import { CircleCheck, CircleX, Eye, EyeOff, FileKey, KeyRound, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { CertificateView, CompanyView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useSession } from '../../app/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { Section } from './section.tsx';
import styles from './settings.module.css';

type Kept = CompanyView['credentials']['kept'];

/** The key that signs: the one in use, and the place to load another. */
export function CertificateSection({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const { settings, certificate, environment } = company;
  const { kept } = company.credentials;
  if (!settings.issuer && !settings.hacienda && !certificate) {
    return <EmptyState icon={FileKey} title={words.noIssuerTitle} text={words.noIssuerText} />;
  }
  return (
    <>
      <Section title={words.certificate}>
        {certificate ? (
          <InUse certificate={certificate} practice={environment === 'practice'} kept={kept} />
        ) : (
          <p className={styles['hint']}>{words.certificateNone}</p>
        )}
      </Section>
      {environment === 'practice' ? undefined : <Load kept={kept} />}
    </>
  );
}

const fitnessIcons = {
  fit: CircleCheck,
  'expires-soon': TriangleAlert,
  expired: CircleX,
  'not-yet-valid': CircleX,
  'other-holder': CircleX,
} satisfies Record<CertificateView['fitness'], typeof CircleCheck>;
const fitnessTones = {
  fit: 'good',
  'expires-soon': 'warn',
  expired: 'bad',
  'not-yet-valid': 'bad',
  'other-holder': 'bad',
} satisfies Record<CertificateView['fitness'], string>;

const dayMs = 86_400_000;
/** Whole days until the key ends; negative once it has. */
export const daysLeft = (validUntil: number, now: number): number => Math.floor((validUntil - now) / dayMs);

/** `CN=CA PERSONA JURIDICA, OU=DGT, O=MINISTERIO DE HACIENDA` -> its CN and O; another text as it is. */
export function issuerName(issuer: string): string {
  const part = (name: string): string | undefined => new RegExp(`(?:^|, *)${name}=([^,]+)`).exec(issuer)?.[1];
  const name = [part('CN'), part('O')].filter((text) => text !== undefined).join(' · ');
  return name === '' ? issuer : name;
}

interface InUseProps {
  readonly certificate: CertificateView;
  readonly practice: boolean;
  readonly kept: Kept;
}

function InUse({ certificate, practice, kept }: InUseProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const now = useNow(60_000);
  const { fitness, validFrom, validUntil, pinKept } = certificate;
  const Icon = fitnessIcons[fitness];
  const days = daysLeft(validUntil, now);
  return (
    <>
      <dl className={styles['facts']}>
        <dt>{words.holder}</dt>
        <dd>{certificate.holder}</dd>
        <dt>{words.holderId}</dt>
        <dd>{certificate.identification}</dd>
        <dt>{words.certificateIssuer}</dt>
        <dd title={certificate.issuer}>{issuerName(certificate.issuer)}</dd>
        <dt>{words.validity}</dt>
        <dd>
          {words.validityText(format.date(validFrom), format.date(validUntil))} ·{' '}
          {words.daysLeft(days, format.count(days))}
        </dd>
        <dt>{words.pin}</dt>
        <dd>{pinKept || practice ? words.pinKept[kept] : words.pinMissing}</dd>
      </dl>
      <p className={clsx(styles['mark'], styles[fitnessTones[fitness]])}>
        <Icon size={16} aria-hidden="true" />
        {words.fitness[fitness]}
      </p>
      {fitness === 'fit' ? undefined : (
        <Banner
          tone={fitness === 'expires-soon' ? 'warning' : 'danger'}
          sentences={words.fitnessMeans[fitness]}
        />
      )}
      {pinKept || practice ? undefined : <Banner tone="warning" sentences={words.pinLost} />}
    </>
  );
}

type Outcome =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'not-chosen' }
  | { readonly kind: 'failed'; readonly error: CallError };

/** Lengths of Hacienda's PINs, old and new (DOMAIN.md section 10); others are tried all the same. */
export const usualPin = (pin: string): boolean => /^\d{4}$/.test(pin) || pin.length === 14;

function Load({ kept }: { readonly kept: Kept }) {
  const words = useCopy(copy);
  const format = useFormats();
  const [pin, setPin] = useState('');
  const [shown, setShown] = useState(false);
  const [left, setLeft] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [asked, setAsked] = useState(false);

  const choose = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setAsked(pin === '');
    if (pin === '') return;
    setBusy(true);
    setOutcome(undefined);
    const answer = await window.api.call('certificate.choose', { pin });
    if (answer.ok) {
      await useSession.getState().load();
      setPin('');
      setLeft(false);
      setOutcome({ kind: 'loaded' });
    } else {
      setOutcome(
        answer.error.code === 'cancelled' ? { kind: 'not-chosen' } : { kind: 'failed', error: answer.error },
      );
    }
    setBusy(false);
  };
  const odd = left && pin !== '' && !usualPin(pin);
  const fault =
    asked && pin === '' ? words.pinFirst : odd ? words.pinShape(format.count(pin.length)) : undefined;
  return (
    <form aria-label={words.load} className={styles['form']} onSubmit={(event) => void choose(event)}>
      <Section title={words.load} hint={words.loadHint}>
        <div className={styles['pinRow']}>
          <Field
            label={words.pin}
            hint={words.pinHint}
            fault={fault}
            severity={odd ? 'warns' : 'blocks'}
            required
            className={styles['pin']}
          >
            <TextInput
              type={shown ? 'text' : 'password'}
              autoComplete="off"
              value={pin}
              maxLength={200}
              onText={setPin}
              onBlur={() => setLeft(true)}
            />
          </Field>
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? words.hidePin : words.showPin}
            aria-pressed={shown}
            className={styles['besideInput']}
            onClick={() => setShown(!shown)}
          />
          <Button type="submit" tone="primary" icon={KeyRound} busy={busy} className={styles['besideInput']}>
            {busy ? words.opening : words.chooseFile}
          </Button>
        </div>
        <output className={styles['saveWords']}>
          {outcome?.kind === 'loaded' ? (
            <span className={styles['good']}>
              <CircleCheck size={14} aria-hidden="true" />
              {words.loaded[kept]}
            </span>
          ) : outcome?.kind === 'not-chosen' ? (
            <span>{words.notChosen}</span>
          ) : undefined}
        </output>
        {outcome?.kind === 'failed' ? (
          <ErrorNotice error={outcome.error} onRetry={() => void choose()} />
        ) : undefined}
      </Section>
    </form>
  );
}
