import { Plus, X } from 'lucide-react';
import { memo } from 'react';
import type { ReferenceForm } from '../../../domain/billing/invoice-form.ts';
import { emptyReference } from '../../../domain/billing/new-form.ts';
import {
  referenceCodes,
  referenceCodesFor,
  referenceDocumentTypes,
  referenceTypesFor,
} from '../../../domain/billing/reference-codes.ts';
import { findCode } from '../../../domain/billing/codes.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { DateInput } from './date-input.tsx';
import { FaultSentence } from './fault-sentence.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice, useShownFault } from './invoice-context.ts';
import { mostReferences } from './invoice-store.ts';
import { named, withOwn } from './line-options.ts';
import { editRow, removeRow } from './rows.ts';
import styles from './rows-section.module.css';
import { Section } from './section.tsx';

/** InformacionReferencia: the documents this one corrects, pays, replaces or rests on. */
export const ReferencesSection = memo(function ReferencesSection() {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const references = useInvoice((state) => state.form.references);
  const together = useShownFault('references');
  const add = (): void => {
    const reference = emptyReference(invoice.newId());
    invoice.edit({ references: [...references, reference] });
    afterDraw(() => focusPath(`references.${reference.id}.documentType`));
  };
  return (
    <Section
      name="references"
      title={words.references}
      aside={<span className={styles['hint']}>{words.referencesHint[kind]}</span>}
    >
      {references.map((reference, index) => (
        <ReferenceRow key={reference.id} reference={reference} n={index + 1} />
      ))}
      {together && <FaultSentence fault={together} />}
      {references.length < mostReferences && (
        <Button
          tone="quiet"
          size="small"
          icon={Plus}
          className={styles['add']}
          data-path="references"
          onClick={add}
        >
          {words.addReference}
        </Button>
      )}
    </Section>
  );
});

function ReferenceRow({ reference, n }: { readonly reference: ReferenceForm; readonly n: number }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const path = `references.${reference.id}`;
  const change = (make: (rows: readonly ReferenceForm[]) => ReferenceForm[]): void =>
    invoice.edit({ references: make(invoice.store.getState().form.references) });
  const text = (field: keyof ReferenceForm) => ({
    'data-path': `${path}.${field}`,
    value: reference[field],
    onText: (value: string) => change((rows) => editRow(rows, reference.id, { [field]: value })),
  });
  const choose = { value: '', label: words.chooseOne };
  const ownType = findCode(referenceDocumentTypes, reference.documentType)?.name[language];
  const ownCode = findCode(referenceCodes, reference.code)?.name[language];
  return (
    <fieldset aria-label={words.referenceN(n)} className={styles['row']}>
      <div className={styles['reference']}>
        <FormField path={`${path}.documentType`} label={words.referenceType}>
          <Select
            {...text('documentType')}
            options={withOwn(
              [choose, ...named(referenceTypesFor(kind), language)],
              reference.documentType,
              ownType,
            )}
          />
        </FormField>
        <FormField path={`${path}.number`} label={words.referenceNumber}>
          <TextInput {...text('number')} />
        </FormField>
        <FormField path={`${path}.issuedOn`} label={words.referenceIssuedOn}>
          <DateInput {...text('issuedOn')} />
        </FormField>
        <IconButton
          icon={X}
          label={words.deleteReference(n)}
          onClick={() => {
            change((rows) => removeRow(rows, reference.id));
            afterDraw(() => focusPath('references'));
          }}
        />
        <FormField path={`${path}.code`} label={words.referenceCode}>
          <Select
            {...text('code')}
            options={withOwn([choose, ...named(referenceCodesFor(kind), language)], reference.code, ownCode)}
          />
        </FormField>
        <FormField path={`${path}.reason`} label={words.referenceReason} className={styles['reason']}>
          <TextInput {...text('reason')} />
        </FormField>
      </div>
      {(reference.documentType === '99' || reference.code === '99') && (
        <div className={styles['three']}>
          {reference.documentType === '99' && (
            <FormField path={`${path}.otherText`} label={words.referenceTypeOther}>
              <TextInput {...text('otherText')} />
            </FormField>
          )}
          {reference.code === '99' && (
            <FormField path={`${path}.codeOther`} label={words.referenceCodeOther}>
              <TextInput {...text('codeOther')} />
            </FormField>
          )}
        </div>
      )}
    </fieldset>
  );
}
