import { clsx } from 'clsx';
import { CircleCheck, CircleX, FileKey, FilePen, KeyRound, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { CertificateView, CompanyView } from '../../../preload/contract/company.ts';
import { useRouter } from '../../app/router.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { takeFocus } from '../../ui/take-focus.ts';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { PinForm } from './pin-form.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';

type Kept = CompanyView['credentials']['kept'];

/** The key that signs: the one in use, and the place to load another. */
export function CertificateSection({ company }: { readonly company: CompanyView }) {
  const words = useCopy(copy);
  const { settings, certificate, environment } = company;
  const { kept } = company.credentials;
  const [given, setGiven] = useState(false);
  const draft = useRouter((store) => store.past.findLast((route) => route.screen === 'invoice'));
  const go = useRouter((store) => store.go);
  if (!settings.issuer && !settings.hacienda && !certificate) {
    return <EmptyState icon={FileKey} title={words.noIssuerTitle} text={words.noIssuerText} />;
  }
  const practice = environment === 'practice';
  const asksPin = certificate !== undefined && !certificate.pinKept && !practice;
  return (
    <>
      <Section title={words.certificate}>
        {certificate ? (
          <InUse certificate={certificate} practice={practice} kept={kept} />
        ) : (
          <p className={styles['hint']}>{words.certificateNone}</p>
        )}
      </Section>
      {asksPin ? (
        <PinForm
          title={words.givePin}
          hint={words.givePinHint}
          action={words.givePinAction}
          busyWord={words.opening}
          icon={KeyRound}
          pinFirst={words.pinFirstAlone}
          takesFocus
          send={(pin) => window.api.call('certificate.givePin', { companyId: company.id, pin })}
          onDone={() => setGiven(true)}
        />
      ) : given ? (
        <Section title={words.givePin}>
          <output className={styles['saveWords']}>
            <span className={styles['good']}>
              <CircleCheck size={14} aria-hidden="true" />
              {words.pinGiven[kept]}
            </span>
          </output>
          {draft === undefined ? undefined : (
            <div>
              {/* the form that had the focus has gone: here is what comes next */}
              <Button tone="primary" icon={FilePen} ref={takeFocus} onClick={() => go(draft)}>
                {words.backToDraft}
              </Button>
            </div>
          )}
        </Section>
      ) : undefined}
      {practice ? undefined : (
        <PinForm
          title={words.load}
          hint={words.loadHint}
          action={words.chooseFile}
          busyWord={words.opening}
          icon={FileKey}
          pinFirst={words.pinFirst}
          quiet={asksPin}
          done={words.loaded[kept]}
          send={(pin) => window.api.call('certificate.choose', { companyId: company.id, pin })}
        />
      )}
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
