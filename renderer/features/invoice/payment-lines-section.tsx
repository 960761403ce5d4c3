import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatAmount } from '../../../domain/money/amount.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { FaultSentence } from './fault-sentence.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useLineFaults, useOpenInvoice, useShownFault } from './invoice-context.ts';
import { mostLines } from './invoice-store.ts';
import { keys } from './keys.ts';
import { lineOptions } from './line-options.ts';
import { measureToPaint } from './measure.ts';
import styles from './rows-section.module.css';
import { Section } from './section.tsx';
import { matchesKeys } from '../../ui/keys.ts';

/** Where Enter stops, left to right. */
const stops = ['detail', 'unitPrice', 'ivaCode'] as const;

/** The lines of a REP: each is a payment received, not something sold (DOMAIN.md 4.2, 6.1). */
export const PaymentLinesSection = memo(function PaymentLinesSection({ today }: { readonly today: string }) {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const ids = useInvoice(useShallow((state) => state.form.lines.map((line) => line.id)));
  const missing = useShownFault('lines');

  const add = (afterId?: string): void => {
    if (invoice.store.getState().form.lines.length >= mostLines) return;
    const id = invoice.addLine(afterId);
    afterDraw(() => focusPath(`lines.${id}.detail`));
  };
  const remove = (id: string): void => {
    const next = invoice.deleteLine(id);
    afterDraw(() => focusPath(`lines.${next}.detail`));
  };
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (!(event.target instanceof HTMLElement)) return;
    const [head, lineId, field] = event.target.dataset['path']?.split('.') ?? [];
    if (head !== 'lines' || lineId === undefined) return;
    if (matchesKeys(event, keys.newLine)) add(lineId);
    else if (matchesKeys(event, keys.deleteLine)) remove(lineId);
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = stops[stops.findIndex((stop) => stop === field) + 1];
      const below = ids[ids.indexOf(lineId) + 1];
      if (next !== undefined) focusPath(`lines.${lineId}.${next}`);
      else if (below !== undefined) focusPath(`lines.${below}.detail`);
      else add(lineId);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Section name="lines" title={words.payments}>
      {/* keys pressed in the fields inside: they are the controls */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div onKeyDown={onKey} onInputCapture={() => measureToPaint('totals')}>
        {ids.map((id, index) => (
          <PaymentRow key={id} id={id} n={index + 1} today={today} onRemove={remove} />
        ))}
      </div>
      {missing && <FaultSentence fault={missing} />}
      <Button
        tone="quiet"
        size="small"
        icon={Plus}
        keys={keys.newLine}
        className={styles['add']}
        data-path="lines"
        onClick={() => add()}
      >
        {words.addPayment}
      </Button>
    </Section>
  );
});

interface PaymentRowProps {
  readonly id: string;
  /** counted from 1 */
  readonly n: number;
  readonly today: string;
  readonly onRemove: (id: string) => void;
}

const PaymentRow = memo(function PaymentRow({ id, n, today, onRemove }: PaymentRowProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const line = useInvoice((state) => state.lineById.get(id));
  const amounts = useInvoice((state) => state.totals.lines.get(id));
  const faults = useLineFaults(id);
  if (line === undefined) return undefined;
  const path = `lines.${id}`;
  const shown = (amount: bigint | undefined): string =>
    amount === undefined ? '' : format.amount(formatAmount(amount));
  const text = (field: 'detail' | 'unitPrice' | 'taxBase' | 'ivaRate') => ({
    'data-path': `${path}.${field}`,
    value: line[field],
    onText: (value: string) => invoice.editLine(id, { [field]: value }),
  });
  const columns = words.paymentColumns;
  const shownFields = new Set(
    ['detail', 'unitPrice', 'taxBase', 'ivaRate', 'ivaCode'].map((f) => `${path}.${f}`),
  );
  const others = faults.filter((fault) => !shownFields.has(fault.path));
  return (
    <fieldset aria-label={words.paymentN(n)} className={styles['row']} data-line={id}>
      <div className={styles['payment']}>
        <FormField path={`${path}.detail`} label={columns.detail} className={styles['whole']}>
          <TextInput {...text('detail')} placeholder={n === 1 ? words.paymentDetailPlaceholder : ''} />
        </FormField>
        <IconButton icon={X} label={words.deletePayment(n)} onClick={() => onRemove(id)} />
        <FormField path={`${path}.unitPrice`} label={columns.unitPrice}>
          <NumberInput {...text('unitPrice')} />
        </FormField>
        <FormField path={`${path}.ivaCode`} label={columns.ivaCode}>
          <Select
            data-path={`${path}.ivaCode`}
            value={line.ivaCode}
            options={lineOptions('10', today, language).iva}
            onText={(code) => invoice.setIvaCode(id, code)}
          />
        </FormField>
        <FormField path={`${path}.ivaRate`} label={columns.ivaRate}>
          <NumberInput {...text('ivaRate')} />
        </FormField>
        <FormField path={`${path}.taxBase`} label={words.paymentBase}>
          <NumberInput
            {...text('taxBase')}
            placeholder={shown(amounts?.subtotal)}
            title={words.paymentBaseHint}
          />
        </FormField>
        <span className={styles['amount']} title={columns.tax}>
          {shown(amounts?.netTax)}
        </span>
        <span className={styles['amount']} title={columns.total} data-figure={id}>
          {shown(amounts?.lineTotal)}
        </span>
      </div>
      {others.map((fault) => (
        <FaultSentence key={`${fault.path} ${fault.code}`} fault={fault} />
      ))}
    </fieldset>
  );
});
