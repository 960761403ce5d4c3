import {
  BookOpenText,
  Building2,
  CircleAlert,
  DatabaseBackup,
  FileKey,
  Landmark,
  Printer,
  type LucideIcon,
  Settings2,
  WalletCards,
} from 'lucide-react';
import { assertNever } from '../../../domain/assert-never.ts';
import type { CompanyView, StartView } from '../../../preload/contract/company.ts';
import { type SettingsSection, useRouter } from '../../app/router.ts';
import { useSession } from '../../app/session.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useCopy } from '../../words/language.ts';
import { CataloguesSection } from './catalogues-section.tsx';
import { CertificateSection } from './certificate-section.tsx';
import { CompanySection } from './company-section.tsx';
import { CopiesSection } from './copies-section.tsx';
import { copy } from './copy.ts';
import { EdinkySection } from './edinky-section.tsx';
import { GeneralSection } from './general-section.tsx';
import { HaciendaSection } from './hacienda-section.tsx';
import { NewCompany } from './new-company.tsx';
import { PrintingSection } from './printing-section.tsx';
import styles from './settings.module.css';
import { missingSteps, sectionOfStep } from './steps.ts';

type Shown = Exclude<SettingsSection, 'practice' | 'new-company'>;
const sections: readonly { readonly name: Shown; readonly icon: LucideIcon }[] = [
  { name: 'company', icon: Building2 },
  { name: 'hacienda', icon: Landmark },
  { name: 'certificate', icon: FileKey },
  { name: 'edinky', icon: WalletCards },
  { name: 'printing', icon: Printer },
  { name: 'catalogues', icon: BookOpenText },
  { name: 'copies', icon: DatabaseBackup },
  { name: 'general', icon: Settings2 },
];

/** What belongs to this computer and not to a company. */
const ofProgram: ReadonlySet<Shown> = new Set(['copies', 'general']);

/** Another part begins at its top. */
const beginAtTop = (title: HTMLElement | null): void => title?.scrollIntoView?.({ block: 'nearest' });

/** Ajustes: one part at a time, each saved on its own; or a company being set up. */
export function SettingsScreen() {
  const words = useCopy(copy);
  const start = useSession((store) => store.start);
  const route = useRouter((store) => store.route);
  const asked = route.screen === 'settings' ? route.section : undefined;
  if (!start) return undefined;
  const { company } = start;
  return (
    <div className={styles['frame']}>
      <div className={styles['page']}>
        <h1 key={asked} ref={beginAtTop}>
          {words.title}
        </h1>
        {asked === 'new-company' || (!company && asked !== 'general' && asked !== 'copies') ? (
          <NewCompany current={company} />
        ) : (
          <Parts start={start} company={company} shown={shownOf(asked, company)} />
        )}
      </div>
    </div>
  );
}

function shownOf(asked: SettingsSection | undefined, company: CompanyView | undefined): Shown {
  if (!company) return asked === 'copies' ? asked : 'general';
  return asked === undefined || asked === 'practice' || asked === 'new-company' ? 'company' : asked;
}

interface PartsProps {
  readonly start: StartView;
  readonly company: CompanyView | undefined;
  readonly shown: Shown;
}

function Parts({ start, company, shown }: PartsProps) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const missing = company ? missingSteps(company) : [];
  const incomplete: ReadonlySet<string> = new Set(missing.map((step) => sectionOfStep[step]));
  return (
    <div className={styles['parts']}>
      <nav aria-label={words.title} className={styles['nav']}>
        {sections
          .filter(({ name }) => company || ofProgram.has(name))
          .map(({ name, icon: Icon }) => (
            <button
              key={name}
              type="button"
              className={styles['navItem']}
              aria-current={name === shown ? 'page' : undefined}
              onClick={() => go({ screen: 'settings', section: name })}
            >
              <Icon size={16} aria-hidden="true" />
              <span>{words.sections[name]}</span>
              {incomplete.has(name) ? (
                <>
                  <CircleAlert size={14} aria-hidden="true" className={styles['navAlert']} />
                  <span className={styles['hidden']}>({words.incomplete})</span>
                </>
              ) : undefined}
            </button>
          ))}
      </nav>
      <div className={styles['content']}>
        {company?.environment === 'practice' && !ofProgram.has(shown) ? (
          <Banner
            tone="info"
            sentences={words.practice}
            action={
              <Button size="small" onClick={() => go({ screen: 'settings', section: 'new-company' })}>
                {words.createReal}
              </Button>
            }
          />
        ) : undefined}
        {missing.length > 0 && !ofProgram.has(shown) ? (
          <section className={styles['steps']} aria-label={words.stepsTitle}>
            <strong>{words.stepsTitle}</strong>
            {missing.map((step) => (
              <Button
                key={step}
                size="small"
                tone="quiet"
                onClick={() => go({ screen: 'settings', section: sectionOfStep[step] })}
              >
                {words.steps[step]}
              </Button>
            ))}
          </section>
        ) : undefined}
        <h2 className={styles['partTitle']}>{words.sections[shown]}</h2>
        <Part start={start} company={company} shown={shown} />
      </div>
    </div>
  );
}

function Part({ start, company, shown }: PartsProps) {
  if (shown === 'copies') return <CopiesSection start={start} />;
  if (!company || shown === 'general') return <GeneralSection start={start} />;
  switch (shown) {
    case 'company':
      return <CompanySection key={company.id} company={company} />;
    case 'hacienda':
      return <HaciendaSection key={company.id} company={company} />;
    case 'certificate':
      return <CertificateSection key={company.id} company={company} />;
    case 'catalogues':
      return <CataloguesSection key={company.id} company={company} />;
    case 'edinky':
      return <EdinkySection key={company.id} company={company} />;
    case 'printing':
      return <PrintingSection key={company.id} company={company} />;
    default:
      return assertNever(shown);
  }
}
