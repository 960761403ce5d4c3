import { InvoiceKind } from '../../../domain/billing/invoice-form.ts';
import { useEffect, useState } from 'react';
import { emptyInvoiceForm } from '../../../domain/billing/new-form.ts';
import { costaRicaDate } from '../../../domain/numbering/costa-rica-time.ts';
import type { Issued } from '../../../preload/contract/documents.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useRouter } from '../../app/router.ts';
import { assertNever } from '../../../domain/assert-never.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { InvoiceContext } from './invoice-context.ts';
import { InvoiceEditor } from './invoice-editor.tsx';
import styles from './invoice-screen.module.css';
import { IssuedPanel } from './issued-panel.tsx';
import { type OpenInvoice, openInvoice } from './invoice-store.ts';

interface InvoiceScreenProps {
  /** an existing draft, or a UUID made by whoever opens a new one */
  readonly draftId: string;
  /** of a new one */
  readonly kind?: InvoiceKind | undefined;
  /** path of the field to begin at: `lines.line-1.cabys` */
  readonly focus?: string | undefined;
}

type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly invoice: OpenInvoice }
  | { readonly kind: 'issued'; readonly issued: Issued; readonly of: InvoiceKind }
  | { readonly kind: 'no-issuer' }
  | { readonly kind: 'failed'; readonly error: CallError };

async function open(draftId: string, kind: InvoiceKind, focus?: string): Promise<Opening> {
  const [company, draft, document] = await Promise.all([
    window.api.call('company.current', undefined),
    window.api.call('drafts.get', { id: draftId }),
    // a sealed document keeps the id of its draft: coming back to one shows what became of it, never an empty form
    window.api.call('documents.get', { id: draftId }),
  ]);
  if (document.ok) {
    const { clave, consecutivo, situation, kind: of } = document.value;
    const issued: Issued = {
      documentId: draftId,
      clave,
      consecutivo,
      situation,
    };
    return { kind: 'issued', issued, of: InvoiceKind.safeParse(of).data ?? '01' };
  }
  if (!company.ok) return { kind: 'failed', error: company.error };
  const { issuer } = company.value.settings;
  if (issuer === undefined) return { kind: 'no-issuer' };
  if (!draft.ok && draft.error.code !== 'not-found') return { kind: 'failed', error: draft.error };
  const invoice = openInvoice({
    api: window.api,
    draftId,
    companyId: company.value.id,
    issuer,
    form: draft.ok ? draft.value.form : emptyInvoiceForm(kind, issuer),
    keptAt: draft.ok ? draft.value.updatedAt : undefined,
    focus,
    today: () => costaRicaDate(Date.now()),
    newId: () => crypto.randomUUID(),
    decimalMark: () => (useLanguage.getState().language === 'es' ? ',' : '.'),
  });
  return { kind: 'open', invoice };
}

/** A document of any kind: one being written, kept while it is typed, until it is issued. */
export function InvoiceScreen(props: InvoiceScreenProps) {
  const [turn, setTurn] = useState(0);
  return <Opened key={`${props.draftId} ${turn}`} {...props} onRetry={() => setTurn(turn + 1)} />;
}

type OpenedProps = InvoiceScreenProps & { readonly onRetry: () => void };

function Opened({ draftId, kind = '01', focus, onRetry }: OpenedProps) {
  const words = useCopy(copy);
  const [state, setState] = useState<Opening>({ kind: 'opening' });

  useEffect(() => {
    let closed = false;
    let opened: OpenInvoice | undefined;
    void open(draftId, kind, focus)
      .catch((reason: unknown): Opening => ({
        kind: 'failed',
        error: { code: 'internal', detail: String(reason) },
      }))
      .then((found) => {
        if (found.kind === 'open') opened = found.invoice;
        if (closed) return opened?.close();
        setState(found);
        return undefined;
      });
    const flush = (): void => void opened?.flush();
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      closed = true;
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', onVisibility);
      void opened?.close();
    };
  }, [draftId, kind, focus]);

  switch (state.kind) {
    case 'opening':
      return (
        <div className={styles['notice']}>
          <Spinner label={words.opening} />
        </div>
      );
    case 'no-issuer':
      return (
        <div className={styles['notice']}>
          <Banner
            tone="warning"
            sentences={words.noIssuer}
            action={
              <Button onClick={() => useRouter.getState().go({ screen: 'settings', section: 'company' })}>
                {words.toSettings}
              </Button>
            }
          />
        </div>
      );
    case 'failed':
      return (
        <div className={styles['notice']}>
          <ErrorNotice error={state.error} onRetry={onRetry} />
        </div>
      );
    case 'issued':
      return <IssuedPanel issued={state.issued} kind={state.of} />;
    case 'open':
      return (
        <InvoiceContext value={state.invoice}>
          <InvoiceEditor key={draftId} focus={focus} />
        </InvoiceContext>
      );
    default:
      return assertNever(state);
  }
}
