import { CircleX, Send, TriangleAlert, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { sumDecimalTexts } from '../../../domain/money/decimal-sum.ts';
import { type Decision, openDecision, saysCredit } from '../../../domain/received/decision.ts';
import type { MessageKind } from '../../../domain/received/message-form.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { PreviewRow, ReceivedRow } from '../../../preload/contract/received.ts';
import { answered } from '../../app/answered.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { matchesKeys } from '../../ui/keys.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useFaultWords } from '../../words/faults.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './decision-panel.module.css';
import { faultText } from './work-panel.tsx';

const sealKeys = 'Mod+Enter';
/** While typing, main is asked for the amounts and faults no more often than this. */
const previewRestMs = 200;

interface DecisionPanelProps {
  readonly companyId: string;
  /** of ours, the first is the usual one */
  readonly activityCodes: readonly string[];
  readonly kind: MessageKind;
  /** those that may be answered, in the order of the list */
  readonly rows: readonly ReceivedRow[];
  /** chosen, and not among them */
  readonly leftOut: number;
  readonly onClose: () => void;
  /** the work has begun */
  readonly onSealing: () => void;
}

/** One panel for one or many documents: what is said of their VAT, computed for each, and what each lacks. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { companyId, activityCodes, kind, rows, leftOut, onClose, onSealing } = props;
  const words = useCopy(copy);
  const format = useFormats();
  const title = useId();
  const [decision, setDecision] = useState<Decision>(() => openDecision(kind, activityCodes[0] ?? ''));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const ids = rows.map(({ id }) => id);
  const preview = usePreview(companyId, ids, decision, setError);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.querySelector<HTMLElement>('input:checked')?.focus();
  }, []);

  const change = (patch: Partial<Decision>): void => setDecision((now) => ({ ...now, ...patch }));
  const faulty = preview.filter(({ faults }) => faults.some(({ severity }) => severity === 'blocks'));
  const able = preview.length - faulty.length;
  const seal = async (): Promise<void> => {
    if (busy || able === 0) return;
    setBusy(true);
    const blocked = new Set(faulty.map(({ id }) => id));
    const wanted = ids.filter((id) => !blocked.has(id));
    const answer = await answered(window.api.call('received.answer', { companyId, ids: wanted, decision }));
    setBusy(false);
    if (answer.ok) onSealing();
    else setError(answer.error);
  };
  const count = format.count(rows.length);
  return (
    // Its keys work from anywhere inside it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      ref={panel}
      className={styles['pane']}
      aria-labelledby={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (matchesKeys(event, sealKeys)) {
          event.preventDefault();
          void seal();
        }
      }}
    >
      <IconButton className={styles['close']} icon={X} label={words.close} keys="Escape" onClick={onClose} />
      <h2 id={title}>{words.decisionTitle[decision.kind](rows.length, count)}</h2>
      {leftOut > 0 ? (
        <p className={styles['muted']}>{words.leftOut(leftOut, format.count(leftOut))}</p>
      ) : undefined}
      <Segmented
        label={words.answerKind}
        value={decision.kind}
        segments={[
          { value: '05', label: words.accept },
          { value: '06', label: words.partly },
          { value: '07', label: words.reject },
        ]}
        onPick={(picked) =>
          change({ ...openDecision(picked, decision.activityCode), detail: decision.detail })
        }
      />
      {decision.kind === '07' ? (
        <p className={styles['muted']}>{words.rejectNote}</p>
      ) : (
        <CreditFields
          decision={decision}
          change={change}
          activityCodes={activityCodes}
          only={preview.length === 1 ? preview[0] : undefined}
        />
      )}
      {decision.kind === '06' ? <p className={styles['muted']}>{words.partlyNote}</p> : undefined}
      <Field
        label={decision.kind === '05' ? words.detailOptional : words.detail}
        hint={words.detailHint}
        required={decision.kind !== '05'}
      >
        <TextArea value={decision.detail} maxLength={160} rows={2} onText={(detail) => change({ detail })} />
      </Field>
      <Sums rows={preview} decision={decision} />
      <Faults
        rows={rows}
        faulty={preview.filter(({ faults }) => faults.length > 0)}
        blocked={faulty.length}
      />
      {error ? <ErrorNotice error={error} /> : undefined}
      <div className={styles['actions']}>
        <Button
          tone="primary"
          icon={Send}
          keys={sealKeys}
          showsKeys
          busy={busy}
          disabled={able === 0}
          onClick={() => void seal()}
        >
          {words.seal(able, format.count(able))}
        </Button>
        <Button onClick={onClose}>{words.cancel}</Button>
      </div>
    </aside>
  );
}

/** What the decision says of each document, asked again when something of it was typed. */
function usePreview(
  companyId: string,
  ids: readonly string[],
  decision: Decision,
  onError: (error: CallError | undefined) => void,
): readonly PreviewRow[] {
  const [rows, setRows] = useState<readonly PreviewRow[]>([]);
  const turn = useRef(0);
  const question = JSON.stringify({ companyId, ids, decision });
  useEffect(() => {
    const timer = setTimeout(
      () => {
        const mine = ++turn.current;
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made above: an effect compares it by value
        const input = JSON.parse(question) as { companyId: string; ids: string[]; decision: Decision };
        void answered(window.api.call('received.preview', input)).then((answer) => {
          if (mine !== turn.current) return undefined;
          onError(answer.ok ? undefined : answer.error);
          if (answer.ok) setRows(answer.value);
          return undefined;
        });
      },
      turn.current === 0 ? 0 : previewRestMs,
    );
    return () => clearTimeout(timer);
  }, [question, onError]);
  return rows;
}

interface CreditFieldsProps {
  readonly decision: Decision;
  readonly change: (patch: Partial<Decision>) => void;
  readonly activityCodes: readonly string[];
  /** the one document, whose amounts may be typed */
  readonly only: PreviewRow | undefined;
}

const conditions = ['01', '02', '03', '04', '05'] as const;

function CreditFields({ decision, change, activityCodes, only }: CreditFieldsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  /** what is said as long as nothing is typed */
  const hint = (field: 'creditTax' | 'expense'): string =>
    only && decision[field].trim() === '' ? words.computed(format.money(only[field], only.currency)) : '';
  return (
    <>
      <Field label={words.condition}>
        <Select
          value={decision.taxCondition}
          options={conditions.map((value) => ({ value, label: words.conditions[value] }))}
          onText={(taxCondition) => change({ taxCondition, creditTax: '', expense: '' })}
        />
      </Field>
      {decision.taxCondition === '02' ? (
        <Field label={words.percent} hint={words.percentHint}>
          <NumberInput value={decision.creditPercent} onText={(creditPercent) => change({ creditPercent })} />
        </Field>
      ) : undefined}
      {decision.taxCondition === '05' ? undefined : (
        <Field label={words.activity}>
          <Select
            value={decision.activityCode}
            options={
              activityCodes.length === 0
                ? [{ value: '', label: words.noActivity }]
                : activityCodes.map((value) => ({ value, label: value }))
            }
            onText={(activityCode) => change({ activityCode })}
          />
        </Field>
      )}
      {only && saysCredit(decision) && only.tax !== '0' ? (
        <div className={styles['pair']}>
          <Field label={words.creditTax} hint={hint('creditTax')}>
            <NumberInput value={decision.creditTax} onText={(creditTax) => change({ creditTax })} />
          </Field>
          <Field label={words.expense} hint={hint('expense')}>
            <NumberInput value={decision.expense} onText={(expense) => change({ expense })} />
          </Field>
        </div>
      ) : undefined}
    </>
  );
}

/** What all of them together say, each currency apart. */
function Sums({ rows, decision }: { readonly rows: readonly PreviewRow[]; readonly decision: Decision }) {
  const words = useCopy(copy);
  const format = useFormats();
  if (rows.length === 0) return undefined;
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return (
    <section className={styles['section']}>
      <h3>{words.sums}</h3>
      {currencies.map((currency) => {
        const of = rows.filter((row) => row.currency === currency);
        const sum = (field: 'tax' | 'creditTax' | 'expense'): string =>
          format.money(sumDecimalTexts(of.map((row) => row[field])), currency);
        return (
          <dl key={currency} className={styles['sums']}>
            {currencies.length > 1 ? <p className={styles['muted']}>{words.sumsOf(currency)}</p> : undefined}
            <dt>{words.taxSum}</dt>
            <dd>{sum('tax')}</dd>
            {saysCredit(decision) ? (
              <>
                <dt>{words.creditTax}</dt>
                <dd>{sum('creditTax')}</dd>
                <dt>{words.expense}</dt>
                <dd>{sum('expense')}</dd>
              </>
            ) : undefined}
          </dl>
        );
      })}
    </section>
  );
}

interface FaultsProps {
  readonly rows: readonly ReceivedRow[];
  readonly faulty: readonly PreviewRow[];
  /** how many of them cannot be answered */
  readonly blocked: number;
}

function Faults({ rows, faulty, blocked }: FaultsProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const say = useFaultWords();
  if (faulty.length === 0) return undefined;
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  return (
    <section className={styles['section']} aria-live="polite">
      {blocked > 0 ? (
        <>
          <h3>{words.faultsTitle(blocked, format.count(blocked))}</h3>
          {blocked < rows.length ? <p className={styles['muted']}>{words.faultsNote}</p> : undefined}
        </>
      ) : undefined}
      <ul className={styles['faults']}>
        {faulty.map(({ id, faults }) =>
          faults.map((fault) => {
            const Icon = fault.severity === 'blocks' ? CircleX : TriangleAlert;
            return (
              <li key={`${id} ${fault.path} ${fault.code}`} data-severity={fault.severity}>
                <Icon size={14} aria-hidden="true" />
                <span>
                  {rows.length > 1 ? (
                    <strong>
                      {rowOf.get(id)?.issuerName} {rowOf.get(id)?.consecutivo.slice(10)}:{' '}
                    </strong>
                  ) : undefined}
                  {faultText(say)(fault)}
                </span>
              </li>
            );
          }),
        )}
      </ul>
    </section>
  );
}
