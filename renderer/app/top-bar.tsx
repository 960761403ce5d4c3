import { ChevronDown, Plus, Search, WalletCards } from 'lucide-react';
import type { CompanySummary } from '../../preload/contract/company.ts';
import { Kbd } from '../ui/kbd.tsx';
import { ariaKeys } from '../ui/keys.ts';
import { Menu } from '../ui/menu.tsx';
import { useCopy, useLanguage } from '../words/language.ts';
import { copy } from './copy.ts';
import { EnvironmentBadge } from './environment-badge.tsx';
import { openNewDocument } from './new-document.ts';
import { kindName, newKinds } from './new-kinds.ts';
import { useRouter } from './router.ts';
import { shellKeys } from './sections.ts';
import { useSession } from './session.ts';
import styles from './top-bar.module.css';

interface TopBarProps {
  readonly onSearch: () => void;
}

export function TopBar({ onSearch }: TopBarProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const start = useSession((store) => store.start);
  const go = useRouter((store) => store.go);
  const company = start?.company;
  return (
    <header className={styles['bar']}>
      <CompanySwitcher
        companies={start?.companies ?? []}
        currentId={company?.id}
        label={company?.settings.label ?? words.noCompany}
      />
      <button
        type="button"
        className={styles['search']}
        aria-keyshortcuts={ariaKeys(shellKeys.palette)}
        aria-haspopup="dialog"
        onClick={onSearch}
      >
        <Search size={15} aria-hidden="true" />
        <span className={styles['searchWord']}>{words.search}</span>
        <Kbd keys={shellKeys.palette} />
      </button>
      <Menu
        label={words.new}
        align="right"
        buttonClassName={styles['new']}
        items={[
          ...newKinds.map(({ kind, icon, keys, apart = false }) => ({
            id: kind,
            label: kindName(kind, language),
            icon,
            keys,
            apart,
            onPick: () => void openNewDocument({ kind }),
          })),
          {
            id: 'payment',
            label: words.newPayment,
            icon: WalletCards,
            keys: shellKeys.newPayment,
            apart: true,
            onPick: () => go({ screen: 'payments' }),
          },
        ]}
      >
        <Plus size={16} aria-hidden="true" />
        {words.new}
        <ChevronDown size={14} aria-hidden="true" />
      </Menu>
    </header>
  );
}

function CompanySwitcher({
  companies,
  currentId,
  label,
}: {
  readonly companies: readonly CompanySummary[];
  readonly currentId: string | undefined;
  readonly label: string;
}) {
  const words = useCopy(copy);
  const go = useRouter((store) => store.go);
  const environment = companies.find(({ id }) => id === currentId)?.environment;
  const hasPractice = companies.some((company) => company.environment === 'practice');
  const switchTo = async (name: 'company.activate' | 'company.practise', id?: string): Promise<void> => {
    const answer =
      name === 'company.practise'
        ? await window.api.call('company.practise', undefined)
        : await window.api.call('company.activate', { id: id ?? '' });
    if (!answer.ok) return;
    await useSession.getState().load();
    go({ screen: 'home' });
  };
  return (
    <Menu
      label={words.companies}
      className={styles['switcher']}
      items={[
        ...companies.map((company) => ({
          id: company.id,
          label: company.label,
          note: <EnvironmentBadge environment={company.environment} />,
          current: company.id === currentId,
          onPick: () => void switchTo('company.activate', company.id),
        })),
        ...(hasPractice
          ? []
          : [
              {
                id: 'practise',
                label: words.practise,
                note: <EnvironmentBadge environment="practice" />,
                apart: true,
                onPick: () => void switchTo('company.practise'),
              },
            ]),
        {
          id: 'add',
          label: words.addCompany,
          icon: Plus,
          apart: hasPractice,
          onPick: () => go({ screen: 'settings', section: 'new-company' }),
        },
      ]}
    >
      <span className={styles['hidden']}>{words.companyNow} </span>
      <span className={styles['company']} title={label}>
        {label}
      </span>
      {environment ? <EnvironmentBadge environment={environment} /> : undefined}
      <span className={styles['hidden']}>{words.companyChange}</span>
      <ChevronDown size={14} aria-hidden="true" />
    </Menu>
  );
}
