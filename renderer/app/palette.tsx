// A listbox whose options hold icons, states and keys cannot be a native select: roles say what they are.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { clsx } from 'clsx';
import {
  FileText,
  Languages,
  type LucideIcon,
  Moon,
  Package,
  Scale,
  Search,
  Sun,
  User,
  WalletCards,
} from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { CustomerView, DocumentRow, ProductView } from '../../preload/contract/documents.ts';
import { Kbd } from '../ui/kbd.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { useFormats } from '../words/formats.ts';
import { useCopy, useLanguage } from '../words/language.ts';
import { copy } from './copy.ts';
import { openNewDocument } from './new-document.ts';
import { kindName, newKinds } from './new-kinds.ts';
import styles from './palette.module.css';
import { useRouter } from './router.ts';
import { sections, shellKeys } from './sections.ts';
import { changePreferences, useSession } from './session.ts';

interface Choice {
  readonly id: string;
  readonly group: string;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly note?: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

interface Found {
  readonly documents: readonly DocumentRow[];
  readonly customers: readonly CustomerView[];
  readonly products: readonly ProductView[];
}
const nothing: Found = { documents: [], customers: [], products: [] };

/** Letters without accents and case, so that "electronica" finds "Electrónica". */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Ctrl/Cmd+K: documents, customers, products and actions in one list. Look-ups are local; typing never waits for them. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const words = useCopy(copy);
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const found = useFound(text);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const choices = [...useActions(text), ...useFoundChoices(found)];
  const here = Math.min(place, choices.length - 1);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const run = (choice: Choice | undefined): void => {
    if (!choice) return;
    onClose();
    choice.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      const next = (here + step + choices.length) % Math.max(1, choices.length);
      setPlace(next);
      list.current?.querySelectorAll('[role="option"]')[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(choices[here]);
    }
  };
  return (
    <dialog ref={dialog} className={styles['palette']} aria-label={words.search} onClose={onClose}>
      <div className={styles['field']}>
        <Search size={18} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label={words.searchHint}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={choices[here] ? `${id}-${choices[here].id}` : undefined}
          aria-autocomplete="list"
          placeholder={words.searchHint}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPlace(0);
          }}
          onKeyDown={onKey}
        />
        <Kbd keys="Escape" />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={words.searchResults}
        className={styles['list']}
      >
        {groupsOf(choices).map(([group, members]) => (
          <div key={group} role="group" aria-label={group}>
            <div className={styles['group']} aria-hidden="true">
              {group}
            </div>
            {members.map((choice) => (
              // The keyboard reaches options through the input (aria-activedescendant).
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={choice.id}
                id={`${id}-${choice.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={choice === choices[here]}
                className={clsx(styles['option'], choice === choices[here] && styles['here'])}
                onClick={() => run(choice)}
                onPointerMove={() => setPlace(choices.indexOf(choice))}
              >
                <choice.icon size={16} aria-hidden="true" />
                <span className={styles['title']}>{choice.title}</span>
                {choice.note ? <span className={styles['note']}>{choice.note}</span> : undefined}
                {choice.keys ? <Kbd keys={choice.keys} /> : undefined}
              </div>
            ))}
          </div>
        ))}
      </div>
      {choices.length === 0 ? <p className={styles['none']}>{words.noResults}</p> : undefined}
    </dialog>
  );
}

function groupsOf(choices: readonly Choice[]): readonly (readonly [string, readonly Choice[]])[] {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) {
    const members = groups.get(choice.group);
    if (members) members.push(choice);
    else groups.set(choice.group, [choice]);
  }
  return [...groups];
}

function useFound(text: string): Found {
  const [found, setFound] = useState<{ readonly text: string; readonly found: Found }>({
    text: '',
    found: nothing,
  });
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') return undefined;
    let overtaken = false;
    const timer = setTimeout(() => {
      void lookUp(wanted).then((answer) => {
        if (!overtaken) setFound({ text: wanted, found: answer });
        return undefined;
      });
    }, 60);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  return wanted === '' ? nothing : found.found;
}

/** A look-up that fails gives nothing here; the screens themselves say what is wrong. */
async function lookUp(text: string): Promise<Found> {
  const [documents, customers, products] = await Promise.all([
    window.api.call('documents.page', { filter: { text }, limit: 6 }),
    window.api.call('customers.search', { text }),
    window.api.call('products.search', { text }),
  ]);
  return {
    documents: documents.ok ? documents.value.rows : [],
    customers: customers.ok ? customers.value.slice(0, 4) : [],
    products: products.ok ? products.value.slice(0, 4) : [],
  };
}

function useActions(text: string): readonly Choice[] {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const go = useRouter((store) => store.go);
  const preferences = useSession((store) => store.start?.preferences);
  const dark =
    preferences?.theme === 'dark' ||
    (preferences?.theme !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const group = words.groupActions;
  const all: readonly Choice[] = [
    ...newKinds.map(({ kind, icon, keys }) => ({
      id: `new-${kind}`,
      group,
      icon,
      title: kindName(kind, language),
      keys,
      run: () => void openNewDocument({ kind }),
    })),
    {
      id: 'new-payment',
      group,
      icon: WalletCards,
      title: words.newPayment,
      keys: shellKeys.newPayment,
      run: () => go({ screen: 'payments' }),
    },
    {
      id: 'reconcile',
      group,
      icon: Scale,
      title: words.reconcile,
      run: () => go({ screen: 'reconciliation' }),
    },
    ...sections.map((section) => ({
      id: `go-${section.name}`,
      group,
      icon: section.icon,
      title: words.goTo(words[section.name]),
      keys: section.keys,
      run: () => go(section.route),
    })),
    {
      id: 'theme',
      group,
      icon: dark ? Sun : Moon,
      title: dark ? words.themeLight : words.themeDark,
      run: () => void changePreferences({ theme: dark ? 'light' : 'dark' }),
    },
    {
      id: 'language',
      group,
      icon: Languages,
      title: words.languageOther,
      run: () => void changePreferences({ language: preferences?.language === 'en' ? 'es' : 'en' }),
    },
  ];
  const wanted = folded(text.trim());
  return wanted === '' ? all : all.filter(({ title }) => folded(title).includes(wanted));
}

function useFoundChoices(found: Found): readonly Choice[] {
  const words = useCopy(copy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  return [
    ...found.documents.map((row) => ({
      id: `document-${row.id}`,
      group: words.groupDocuments,
      icon: FileText,
      title: `${row.consecutivo.slice(-10)} · ${row.customerName || '—'} · ${format.money(row.total, row.currency)}`,
      note: <StateBadge state={row.state} plain />,
      run: () => go({ screen: 'documents', documentId: row.id }),
    })),
    ...found.customers.map((customer) => ({
      id: `customer-${customer.id}`,
      group: words.groupCustomers,
      icon: User,
      title: words.invoiceTo(customer.party.name),
      note: customer.party.identificationNumber,
      run: () => void openNewDocument({ customer }),
    })),
    ...found.products.map((product) => ({
      id: `product-${product.id}`,
      group: words.groupProducts,
      icon: Package,
      title: words.invoiceProduct(product.product.detail),
      note: product.product.code,
      run: () => void openNewDocument({ product }),
    })),
  ];
}
