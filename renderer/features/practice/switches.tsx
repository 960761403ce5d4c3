import { useState } from 'react';
import type { PracticeSwitches } from '../../../domain/practice/switches.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { Folded } from './block.tsx';
import { Choice } from './choice.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import type { Change } from './use-practice.ts';

interface SwitchesProps {
  readonly switches: PracticeSwitches;
  readonly change: Change;
}

/** What the sources leave open about Hacienda (DOMAIN.md 12, 13, 16). */
export function HaciendaSwitches({ switches, change }: SwitchesProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { hacienda } = switches;
  const set = (patch: Partial<PracticeSwitches['hacienda']>): void =>
    void change({ change: 'switches', switches: { hacienda: patch } });
  const skew = String(switches.clockSkewMs);
  const skews: Readonly<Record<string, string>> = { [skew]: `${skew} ms`, ...words.clockSkews };
  const pausesMs = [...new Set([0, 2_000, 30_000, hacienda.callbackRetryMs])].toSorted((a, b) => a - b);
  return (
    <Folded title={words.hacienda}>
      <p className={styles['note']}>{words.advancedHint}</p>
      <div className={styles['grid']}>
        <Choice
          label={words.quota}
          value={hacienda.quota}
          words={words.quotas}
          onPick={(quota) => set({ quota })}
        />
        <Choice
          label={words.clockSkew}
          value={skew}
          words={skews}
          onPick={(text) => void change({ change: 'switches', switches: { clockSkewMs: Number(text) } })}
        />
        <Choice
          label={words.receivedStatus}
          value={hacienda.receivedStatus === 201 ? '201' : '202'}
          words={{ '201': '201', '202': '202' }}
          onPick={(text) => set({ receivedStatus: text === '201' ? 201 : 202 })}
        />
        <Choice
          label={words.unknownClave}
          value={hacienda.unknownClave}
          words={{ '400': '400', '404': '404' }}
          onPick={(unknownClave) => set({ unknownClave })}
        />
        <Choice
          label={words.callbackSpelling}
          value={hacienda.callbackSpelling}
          words={words.callbackSpellings}
          onPick={(callbackSpelling) => set({ callbackSpelling })}
        />
        <Choice
          label={words.unknownReference}
          value={hacienda.unknownReference}
          words={words.takes}
          onPick={(unknownReference) => set({ unknownReference })}
        />
        <Field label={words.callbackRetry}>
          <Select
            value={String(hacienda.callbackRetryMs)}
            options={pausesMs.map((ms) => ({
              value: String(ms),
              label: ms === 0 ? words.none : format.duration(ms),
            }))}
            onText={(text) => set({ callbackRetryMs: Number(text) })}
          />
        </Field>
      </div>
      <Checkbox
        label={words.location}
        checked={hacienda.location}
        onChecked={(location) => set({ location })}
      />
    </Folded>
  );
}

/** What the sources leave open about the public look-ups (DOMAIN.md section 11), and their failing. */
export function LookupSwitches({ switches, change }: SwitchesProps) {
  const words = useCopy(copy);
  const { lookups } = switches;
  const set = (patch: Partial<PracticeSwitches['lookups']>): void =>
    void change({ change: 'switches', switches: { lookups: patch } });
  return (
    <Folded title={words.lookups}>
      <p className={styles['note']}>{words.advancedHint}</p>
      <div className={styles['grid']}>
        <Choice
          label={words.lookupService}
          value={lookups.service}
          words={words.lookupServices}
          onPick={(service) => set({ service })}
        />
        <Choice
          label={words.lookupLimit}
          value={lookups.limit}
          words={words.lookupLimits}
          onPick={(limit) => set({ limit })}
        />
        <Choice
          label={words.emptyLists}
          value={lookups.emptyLists}
          words={words.emptyListWords}
          onPick={(emptyLists) => set({ emptyLists })}
        />
        <Choice
          label={words.exonerationScale}
          value={lookups.exonerationScale}
          words={words.exonerationScales}
          onPick={(exonerationScale) => set({ exonerationScale })}
        />
      </div>
    </Folded>
  );
}

/** What the sources leave open about e-Dinky (API.md 12). */
export function EdinkySwitches({ switches, change }: SwitchesProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const { edinky } = switches;
  const set = (patch: Partial<PracticeSwitches['edinky']>): void =>
    void change({ change: 'switches', switches: { edinky: patch } });
  const after = edinky.sendAutomaticAfterSeconds;
  const waits = [...new Set([10, 60, 3_600, ...(after === null ? [] : [after])])].toSorted((a, b) => a - b);
  return (
    <Folded title={words.edinky}>
      <p className={styles['note']}>{words.advancedHint}</p>
      <Checkbox
        label={words.tokenAccepted}
        checked={edinky.tokenAccepted}
        onChecked={(tokenAccepted) => set({ tokenAccepted })}
      />
      <div className={styles['grid']}>
        <Choice
          label={words.paymentsWrite}
          value={edinky.paymentsWrite}
          words={words.paymentsWrites}
          onPick={(paymentsWrite) => set({ paymentsWrite })}
        />
        <Choice
          label={words.partialSum}
          value={edinky.partialSum}
          words={words.takes}
          onPick={(partialSum) => set({ partialSum })}
        />
        <Choice
          label={words.emptyPayments}
          value={edinky.emptyPayments}
          words={words.takes}
          onPick={(emptyPayments) => set({ emptyPayments })}
        />
        <Choice
          label={words.history}
          value={edinky.history}
          words={words.histories}
          onPick={(history) => set({ history })}
        />
        <Choice
          label={words.paymentsPaging}
          value={edinky.paymentsPaging}
          words={words.paymentsPagings}
          onPick={(paymentsPaging) => set({ paymentsPaging })}
        />
        <Choice
          label={words.paymentsInDocument}
          value={edinky.paymentsInDocument}
          words={words.presences}
          onPick={(paymentsInDocument) => set({ paymentsInDocument })}
        />
        <Choice
          label={words.errorShape}
          value={edinky.errorShape}
          words={words.errorShapes}
          onPick={(errorShape) => set({ errorShape })}
        />
        <Choice
          label={words.documentsList}
          value={edinky.documentsList}
          words={{ on: words.on, off: words.off }}
          onPick={(documentsList) => set({ documentsList })}
        />
        <Choice label={words.ids} value={edinky.ids} words={words.idKinds} onPick={(ids) => set({ ids })} />
        <Choice
          label={words.money}
          value={edinky.money}
          words={words.idKinds}
          onPick={(money) => set({ money })}
        />
        <Field label={words.sendAutomatic}>
          <Select
            value={after === null ? '' : String(after)}
            options={[
              { value: '', label: words.sendNever },
              ...waits.map((seconds) => ({
                value: String(seconds),
                label: words.sendAfter(format.duration(seconds * 1_000)),
              })),
            ]}
            onText={(text) => set({ sendAutomaticAfterSeconds: text === '' ? null : Number(text) })}
          />
        </Field>
        <StatusText
          key={edinky.statusText}
          value={edinky.statusText}
          onSet={(statusText) => set({ statusText })}
        />
      </div>
    </Folded>
  );
}

/** Typed freely, so it is set when the field is left or Enter is pressed. */
function StatusText({ value, onSet }: { readonly value: string; readonly onSet: (text: string) => void }) {
  const words = useCopy(copy);
  const [typed, setTyped] = useState(value);
  const set = (): void => {
    const text = typed.trim();
    if (text !== '' && text !== value) onSet(text);
  };
  return (
    <Field label={words.statusText} hint={words.statusTextHint}>
      <TextInput
        value={typed}
        maxLength={40}
        onText={setTyped}
        onBlur={set}
        onKeyDown={(event) => {
          if (event.key === 'Enter') set();
        }}
      />
    </Field>
  );
}
