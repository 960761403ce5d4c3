import { ArrowLeft, WalletCards } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useCopy } from '../../words/language.ts';
import { useSession } from '../../app/session.ts';
import { copy } from './copy.ts';
import { CreditSales } from './credit-sales.tsx';
import { keys } from './keys.ts';
import { OpenDocument } from './open-document.tsx';
import { PaymentEditorPane } from './payment-editor.tsx';
import styles from './payments-screen.module.css';
import { SlotList } from './slot-list.tsx';

const open = (slotId: string): void => useRouter.getState().go({ screen: 'payments', slotId });

type Country = 'CR' | 'EC';

/** The payments of the country that the company sells in; of both, one at a time. */
export function PaymentsScreen() {
  const company = useSession((store) => store.start?.company);
  return company?.settings.issuer === undefined ? (
    <RemotePayments />
  ) : (
    <BothCountries key={company.id} hasEdinky={company.settings.edinky !== undefined} />
  );
}

function BothCountries({ hasEdinky }: { readonly hasEdinky: boolean }) {
  const words = useCopy(copy);
  const slotId = useRouter((store) => (store.route.screen === 'payments' ? store.route.slotId : undefined));
  const sales = useView('related.creditSales', undefined, { topics: ['document'], restMs: 1_000 });
  const slots = useView('payments.slots', undefined, { topics: ['payment'] });
  const [picked, setPicked] = useState<Country>();
  if (sales.kind === 'loading' || slots.kind === 'loading') return <Spinner label={words.opening} />;
  const hasSlots = slots.kind === 'failed' || slots.value.length > 0;
  const sells = hasEdinky || hasSlots;
  const usual: Country =
    sells && (hasSlots || (sales.kind === 'ready' && sales.value.length === 0)) ? 'EC' : 'CR';
  const country = slotId === undefined ? (picked ?? usual) : 'EC';
  const pick = (next: Country): void => {
    setPicked(next);
    if (slotId !== undefined) useRouter.getState().go({ screen: 'payments' });
  };
  const countries = sells ? (
    <Segmented
      label={words.country}
      hidesLabel
      value={country}
      segments={[
        { value: 'CR', label: words.countries.CR },
        { value: 'EC', label: words.countries.EC },
      ]}
      onPick={pick}
    />
  ) : undefined;
  return country === 'CR' ? (
    <CreditSales sales={sales} countries={countries} />
  ) : (
    <RemotePayments countries={countries} />
  );
}

/** Ecuador: the payments of a remote document, with what the service holds beside what the clerk wants. */
function RemotePayments({ countries }: { readonly countries?: ReactNode }) {
  const words = useCopy(copy);
  const slotId = useRouter((store) => (store.route.screen === 'payments' ? store.route.slotId : undefined));
  const slots = useView('payments.slots', undefined, { topics: ['payment'] });
  const [opening, setOpening] = useState(false);
  /** just opened by its identification: the next thing is the first amount */
  const [typeIn, setTypeIn] = useState<string>();
  const rows = slots.kind === 'ready' ? slots.value : slots.kind === 'failed' ? slots.last : undefined;

  useWindowKeys((event) => {
    if (matchesKeys(event, keys.open)) setOpening(true);
    else if (matchesKeys(event, keys.search)) {
      document.querySelector<HTMLElement>('[data-path="payments.search"]')?.focus();
    } else return;
    event.preventDefault();
  });

  return (
    <div className={styles['screen']}>
      <div
        className={styles['list']}
        data-gives-way={(slotId !== undefined && !opening && rows?.length !== 0) || undefined}
      >
        <div className={styles['head']}>
          <h1 className={styles['title']}>{words.title}</h1>
          {countries}
        </div>
        <OpenDocument
          open={opening || rows?.length === 0}
          onToggle={setOpening}
          onOpened={(id) => {
            setOpening(false);
            setTypeIn(id);
            open(id);
          }}
        />
        {slots.kind === 'failed' && <ErrorNotice error={slots.error} onRetry={slots.reload} />}
        {slots.kind === 'loading' && <Spinner label={words.opening} />}
        {rows && rows.length > 0 && <SlotList rows={rows} openId={slotId} onOpen={open} />}
      </div>
      <div className={styles['pane']}>
        {slotId === undefined ? (
          <EmptyState
            icon={WalletCards}
            title={rows?.length === 0 ? words.empty : words.noneOpen}
            text={rows?.length === 0 ? words.emptyText : words.noneOpenText}
          />
        ) : (
          <>
            <Button
              className={styles['back']}
              size="small"
              tone="quiet"
              icon={ArrowLeft}
              onClick={() => useRouter.getState().go({ screen: 'payments' })}
            >
              {words.list}
            </Button>
            <PaymentEditorPane key={slotId} slotId={slotId} takesFocus={slotId === typeIn} />
          </>
        )}
      </div>
    </div>
  );
}
