import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { InvoiceForm, PaymentMeanForm } from '../../../domain/billing/invoice-form.ts';
import { kindFields } from '../../../domain/billing/kind-fields.ts';
import { costaRicaDate } from '../../../domain/numbering/costa-rica-time.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useNow } from '../../ui/use-now.ts';
import { matchesKeys, showKeys } from '../../ui/keys.ts';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { CustomerSection } from './customer-section.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { useInvoice, useOpenInvoice } from './invoice-context.ts';
import styles from './invoice-editor.module.css';
import { isShown } from './invoice-store.ts';
import { IssuedPanel } from './issued-panel.tsx';
import { keys } from './keys.ts';
import { mayHaveService, otherOfPair, pairOf } from './kind-pairs.ts';
import { linePart } from './line-parts.ts';
import { LinesSection, type ReachLine } from './lines-section.tsx';
import { OtherChargesSection } from './other-charges-section.tsx';
import { PaymentLinesSection } from './payment-lines-section.tsx';
import { ReferencesSection } from './references-section.tsx';
import { NotesSection, TermsSection } from './terms-section.tsx';
import { KeepingNote, TotalsCard } from './totals-card.tsx';
import { useRouter } from '../../app/router.ts';

/** A draft, customer or product that could not be stored. Apart, so that saving draws nothing else again. */
function KeepingFault() {
  const invoice = useOpenInvoice();
  const keeping = useInvoice((state) => state.keeping);
  const storeFault = useInvoice((state) => state.storeFault);
  return (
    <>
      {keeping.kind === 'failed' && (
        <ErrorNotice error={keeping.error} onRetry={() => void invoice.keepAgain()} />
      )}
      {storeFault && <ErrorNotice error={storeFault} />}
    </>
  );
}

/** The day is asked once a minute: midnight in Costa Rica changes what a document may carry. */
const dayCheckMs = 60_000;
const focusable =
  'input:not(:disabled), select:not(:disabled), textarea:not(:disabled), button:not(:disabled)';

/** A fault of a whole list of rows is mended in its first row, when there is one. */
function firstField(path: string, { references, otherCharges }: InvoiceForm): string {
  const [reference] = references;
  const [charge] = otherCharges;
  if (path === 'references' && reference !== undefined) return `references.${reference.id}.documentType`;
  if (path === 'otherCharges' && charge !== undefined) return `otherCharges.${charge.id}.type`;
  return path;
}

const pathOf = (target: EventTarget | null): string | undefined =>
  target instanceof HTMLElement ? target.dataset['path'] : undefined;

interface InvoiceEditorProps {
  /** path of the field to begin at; otherwise the customer or the first line */
  readonly focus?: string | undefined;
}

export function InvoiceEditor({ focus }: InvoiceEditorProps) {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const fields = kindFields[kind];
  const pair = pairOf(kind);
  const issuing = useInvoice((state) => state.issuing);
  const today = costaRicaDate(useNow(dayCheckMs));
  const column = useRef<HTMLDivElement>(null);
  const sections = useRef<HTMLDivElement>(null);
  const reachLine = useRef<ReachLine>(undefined);
  const refusal = useRef<HTMLDivElement>(null);

  const onGridReady = useCallback((reach: ReachLine | undefined) => {
    reachLine.current = reach;
  }, []);

  /** To the field at fault, unfolding and scrolling to it when it is not on the page. */
  const showFault = useCallback(
    (path: string) => {
      const [head, lineId] = path.split('.');
      if (head === 'issuer') {
        useRouter.getState().go({ screen: 'settings', section: 'company' });
        return;
      }
      if (head === 'lines' && lineId !== undefined) {
        if (linePart(path) !== undefined) invoice.unfold(lineId, true);
        afterDraw(() => {
          if (!focusPath(path)) reachLine.current?.(lineId, path);
        });
        return;
      }
      focusPath(firstField(path, invoice.store.getState().form));
    },
    [invoice],
  );

  const nextFault = useCallback(
    (step: 1 | -1) => {
      const state = invoice.store.getState();
      const paths = [
        ...new Set(state.faults.filter((fault) => isShown(state, fault.path)).map((fault) => fault.path)),
      ];
      if (paths.length === 0) return;
      const here = pathOf(document.activeElement);
      const at = here === undefined ? -1 : paths.indexOf(here);
      const goal = at < 0 ? (step === 1 ? 0 : paths.length - 1) : (at + step + paths.length) % paths.length;
      const path = paths[goal];
      if (path !== undefined) showFault(path);
    },
    [invoice, showFault],
  );

  const issue = useCallback(async () => {
    const stopped = await invoice.issue();
    if (stopped !== undefined) showFault(stopped);
  }, [invoice, showFault]);

  const editing = issuing.kind !== 'issued';
  const goToSection = (step: 1 | -1): void => {
    const all = [...(sections.current?.querySelectorAll<HTMLElement>('[data-section]') ?? [])];
    const here = all.findIndex((section) => section.contains(document.activeElement));
    const goal = all[here < 0 ? 0 : (here + step + all.length) % all.length];
    const first =
      goal?.querySelector<HTMLElement>('[data-path]:is(input, select, textarea)') ??
      goal?.querySelector<HTMLElement>(focusable);
    first?.focus();
    first?.scrollIntoView({ block: 'nearest' });
  };
  const fillRest = (): void => {
    const { paymentMeans } = invoice.store.getState().form;
    const id = document.activeElement?.closest<HTMLElement>('[data-mean]')?.dataset['mean'];
    const focused = paymentMeans.find((mean) => mean.id === id);
    const isEmpty = (mean: PaymentMeanForm): boolean => mean.amount.trim() === '';
    // an amount already typed is overwritten only when no other row is waiting for one
    const empty = focused && isEmpty(focused) ? focused : paymentMeans.findLast(isEmpty);
    const goal = (empty ?? focused ?? paymentMeans.at(-1))?.id;
    if (goal === undefined) return;
    invoice.fillRest(goal);
    afterDraw(() => focusPath(`paymentMeans.${goal}.amount`));
  };
  const addService = (): void => {
    if (!mayHaveService(kind)) return;
    const id = invoice.addService(words.serviceDetail);
    if (id !== undefined) afterDraw(() => focusPath(`otherCharges.${id}.value`));
  };
  const switchKind = (): void => {
    const other = otherOfPair(invoice.store.getState().form.kind);
    if (other !== undefined) invoice.setKind(other);
  };
  useWindowKeys((event) => {
    if (!editing || event.defaultPrevented) return;
    if (matchesKeys(event, keys.issue)) {
      if (!event.repeat) void issue();
    } else if (matchesKeys(event, keys.nextFault)) nextFault(1);
    else if (matchesKeys(event, keys.previousFault)) nextFault(-1);
    else if (matchesKeys(event, keys.nextSection)) goToSection(1);
    else if (matchesKeys(event, keys.previousSection)) goToSection(-1);
    else if (matchesKeys(event, keys.rest)) fillRest();
    else if (matchesKeys(event, keys.service)) addService();
    else if (matchesKeys(event, keys.switchKind)) switchKind();
    else return;
    event.preventDefault();
  });

  // with the first drawing, never after it: the cursor is not taken from a clerk who is already typing elsewhere
  useLayoutEffect(() => {
    if (!editing) return;
    if (focus !== undefined) {
      // a line far down is not drawn yet
      const goal = firstField(focus, invoice.store.getState().form);
      if (!focusPath(goal)) requestAnimationFrame(() => showFault(focus));
      return;
    }
    const { form } = invoice.store.getState();
    // a cash sale has no customer: it begins with what is sold
    const first = form.kind === '04' && form.customer.name === '' ? form.lines[0]?.id : undefined;
    focusPath(first === undefined ? 'customer.name' : `lines.${first}.detail`);
  }, [editing, invoice, focus, showFault]);

  // what cures it is one press away, wherever the cursor was
  useEffect(() => {
    if (issuing.kind !== 'refused') return;
    refusal.current?.querySelector<HTMLElement>('button')?.focus();
  }, [issuing]);

  if (issuing.kind === 'issued') {
    return (
      <div className={styles['screen']}>
        <div className={styles['column']}>
          <IssuedPanel issued={issuing.issued} kind={kind} />
        </div>
      </div>
    );
  }
  return (
    <div className={styles['screen']}>
      <div
        ref={column}
        className={styles['column']}
        onBlur={(event) => {
          const path = pathOf(event.target);
          if (path !== undefined) invoice.touch(path);
        }}
      >
        <header className={styles['head']}>
          <h1 className={pair === undefined ? styles['title'] : styles['hidden']}>{words.kindTitle[kind]}</h1>
          {pair && (
            <fieldset
              className={styles['kinds']}
              title={`${pair.includes('01') ? words.keysList.switchKind : words.keysList.switchNote} (${showKeys(keys.switchKind)})`}
            >
              <legend className={styles['hidden']}>{words.kind}</legend>
              {pair.map((code) => (
                <label key={code} className={styles['kind']}>
                  <input
                    type="radio"
                    name="invoice-kind"
                    checked={kind === code}
                    onChange={() => invoice.setKind(code)}
                  />
                  {words.kindTitle[code]}
                </label>
              ))}
            </fieldset>
          )}
          <KeepingNote />
        </header>
        <KeepingFault />
        {issuing.kind === 'refused' && (
          <div ref={refusal} className={styles['refusal']}>
            <ErrorNotice error={issuing.error} onRetry={() => void issue()} />
          </div>
        )}
        <div ref={sections} inert={issuing.kind === 'sealing'}>
          <CustomerSection />
          {fields.references === 'required' && <ReferencesSection />}
          {fields.paymentLines ? (
            <PaymentLinesSection today={today} />
          ) : (
            <LinesSection today={today} scroller={column} onReady={onGridReady} />
          )}
          {fields.otherCharges && <OtherChargesSection />}
          <TermsSection />
          {fields.references === 'optional' && <ReferencesSection />}
          {fields.notes && <NotesSection />}
        </div>
      </div>
      <aside className={styles['side']}>
        <TotalsCard
          today={today}
          onIssue={() => void issue()}
          onFault={showFault}
          onNextFault={() => nextFault(1)}
        />
      </aside>
    </div>
  );
}
