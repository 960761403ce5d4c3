import { claveOf } from '../../../domain/numbering/identity.ts';
import type { MessageForm } from '../../../domain/received/message-form.ts';
import type { DocumentDetail } from '../../../preload/contract/documents.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './document-detail.module.css';

interface MessageFactsProps {
  readonly detail: DocumentDetail;
  readonly form: MessageForm;
}

/** What a mensaje receptor answers, and what it says of the tax. */
export function MessageFacts({ detail, form }: MessageFactsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { currency } = detail;
  const amounts = [
    { name: words.creditTax, typed: form.creditTax },
    { name: words.expense, typed: form.expense },
  ].filter(({ typed }) => typed !== '');
  return (
    <section className={styles['section']}>
      <h3>{words.answers}</h3>
      <dl className={styles['ids']}>
        <dt>{words.answeredClave}</dt>
        <dd>{claveOf(detail.clave)}</dd>
        {form.detail === '' ? undefined : (
          <>
            <dt>{words.messageDetail}</dt>
            <dd>{form.detail}</dd>
          </>
        )}
      </dl>
      <dl className={styles['amounts']}>
        {amounts.map(({ name, typed }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{format.money(typed, currency)}</dd>
          </div>
        ))}
        <div className={styles['sum']}>
          <dt>{words.answeredTotal}</dt>
          <dd>{format.money(detail.total, currency)}</dd>
        </div>
      </dl>
    </section>
  );
}
