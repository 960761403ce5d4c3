import { FileMinus2 } from 'lucide-react';
import { useState } from 'react';
import type { CallError } from '../../preload/contract/errors.ts';
import type { NoteRequest, RelatedView } from '../../preload/contract/related.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { NumberInput } from '../ui/number-input.tsx';
import { Select } from '../ui/select.tsx';
import { Field } from '../ui/field.tsx';
import { takeFocus } from '../ui/take-focus.ts';
import { useFormats } from '../words/formats.ts';
import { useCopy } from '../words/language.ts';
import { ErrorNotice } from './error-notice.tsx';
import { useRouter } from './router.ts';
import { inSight } from '../ui/in-sight.ts';
import { relatedCopy } from './related-copy.ts';
import styles from './related.module.css';

interface NotePanelProps {
  readonly view: RelatedView;
  readonly kind: NoteRequest['kind'];
  readonly onClose: () => void;
}

const reasons = ['06', '02'] as const;
type Reason = (typeof reasons)[number];

/** Which part of a document its note is about: all of it, or so much of these lines. Opens the draft of the note. */
export function NotePanel({ view, kind, onClose }: NotePanelProps) {
  const words = useCopy(relatedCopy);
  const format = useFormats();
  const go = useRouter((store) => store.go);
  const canWhole = view.left.whole;
  const [whole, setWhole] = useState(canWhole);
  const [reason, setReason] = useState<Reason>(kind === '02' ? '02' : '06');
  /** typed by line id; only lines in here are taken */
  const [taken, setTaken] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const open = view.left.lines.filter((line) => line.quantityLeft !== '0' || reason === '02');

  const take = (id: string, quantity: string | undefined): void => {
    const next = new Map(taken);
    if (quantity === undefined) next.delete(id);
    else next.set(id, quantity);
    setTaken(next);
  };
  const prepare = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    const lines = [...taken].map(([id, quantity]) => ({ id, quantity }));
    if (!whole && lines.length === 0) {
      setBusy(false);
      setError({ code: 'note-nothing-chosen' });
      return;
    }
    const answer = await window.api.call('related.makeNote', {
      id: view.id,
      kind,
      choice: whole ? { what: 'whole' } : { what: 'lines', code: reason, lines },
    });
    setBusy(false);
    if (answer.ok) go({ screen: 'invoice', draftId: answer.value.draftId });
    else setError(answer.error);
  };
  return (
    // Escape leaves it, from anywhere inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={inSight}
      className={styles['panel']}
      aria-label={words.noteTitle[kind]}
      onSubmit={(event) => {
        event.preventDefault();
        void prepare();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <p className={styles['title']}>{words.noteTitle[kind]}</p>
      <fieldset className={styles['choices']}>
        <label className={styles['choice']}>
          <input
            type="radio"
            name="what"
            checked={whole}
            disabled={!canWhole}
            ref={canWhole ? takeFocus : undefined}
            onChange={() => setWhole(true)}
          />
          {words.whole}
        </label>
        <label className={styles['choice']}>
          <input
            type="radio"
            name="what"
            checked={!whole}
            ref={canWhole ? undefined : takeFocus}
            onChange={() => setWhole(false)}
          />
          {words.lines}
        </label>
      </fieldset>
      {canWhole ? undefined : <p className={styles['hint']}>{words.wholeGone}</p>}
      {whole ? undefined : (
        <>
          <Field label={words.why} hint={reason === '02' ? words.correctedHint : undefined}>
            <Select
              value={reason}
              options={reasons.map((code) => ({
                value: code,
                label: code === '06' ? words.returned : words.corrected,
              }))}
              onText={(code) => setReason(code === '02' ? '02' : '06')}
            />
          </Field>
          <ul className={styles['rows']}>
            {open.map((line) => {
              const typed = taken.get(line.id);
              const possible = line.quantityLeft === '0' ? line.quantity : line.quantityLeft;
              return (
                <li key={line.id} className={styles['row']}>
                  <Checkbox
                    label={line.detail}
                    hint={words.leftOf(format.decimal(line.quantityLeft), format.decimal(line.quantity))}
                    aria-label={words.take(line.detail)}
                    checked={typed !== undefined}
                    onChecked={(on) => take(line.id, on ? possible : undefined)}
                  />
                  <NumberInput
                    aria-label={words.quantityOf(line.detail)}
                    value={typed ?? ''}
                    onText={(text) => take(line.id, text.trim() === '' ? undefined : text)}
                  />
                </li>
              );
            })}
          </ul>
        </>
      )}
      <p className={styles['hint']}>{words.prepared}</p>
      {error ? <ErrorNotice error={error} /> : undefined}
      <div className={styles['buttons']}>
        <Button type="submit" tone="primary" icon={FileMinus2} busy={busy}>
          {busy ? words.preparing : words.prepare}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}
