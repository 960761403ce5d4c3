import { answerSignatureSentence, mismatchSentence } from '../../../domain/words/answer-check.ts';
import type { AnswerCheckView, DocumentDetail } from '../../../preload/contract/documents.ts';
import { RawText } from '../../ui/raw-text.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './document-detail.module.css';

interface AnswerLookProps {
  readonly check: AnswerCheckView;
  readonly currency: string;
}

/** What was checked of an answer: its signature, who signed it, and the amounts that it repeats. */
export function AnswerLook({ check, currency }: AnswerLookProps) {
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  return (
    <>
      <p className={styles['copied']}>{answerSignatureSentence(check.signature, check.signer, language)}</p>
      {check.mismatches.map((mismatch) => (
        <p key={mismatch.field} className={styles['copied']}>
          {mismatchSentence(mismatch, (amount) => format.money(amount, currency), language)}
        </p>
      ))}
    </>
  );
}

/** An answer that settled nothing, kept for a person to read. */
export function AnswerAside({ detail }: { readonly detail: DocumentDetail }) {
  const words = useCopy(copy);
  const { answerAside, currency } = detail;
  if (!answerAside) return undefined;
  return (
    <section className={styles['section']}>
      <h3>{words.answerAside}</h3>
      <AnswerLook check={answerAside.check} currency={currency} />
      <RawText text={answerAside.detail} label={words.answerRaw} />
    </section>
  );
}
