import { Plus, X } from 'lucide-react';
import { exonerationInstitutions, exonerationTypesFor, findCode } from '../../../domain/billing/codes.ts';
import type { ExonerationForm, LineForm } from '../../../domain/billing/invoice-form.ts';
import { emptyExoneration } from '../../../domain/billing/new-form.ts';
import { formatAmount } from '../../../domain/money/amount.ts';
import { costaRicaDate } from '../../../domain/numbering/costa-rica-time.ts';
import { ExonerationLookup } from '../../lookups/exoneration-lookup.tsx';
import { Button } from '../../ui/button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFormats } from '../../words/formats.ts';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import { DateInput } from './date-input.tsx';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice } from './invoice-context.ts';
import styles from './line-details.module.css';
import { named, withOwn } from './line-options.ts';
import { fieldText } from './invoice-store.ts';
import { withoutExoneration } from './rows.ts';

/** Exoneracion of the line: the document that allows it, and how many points of the rate it takes off. */
export function ExonerationFields({ line }: { readonly line: LineForm }) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const format = useFormats();
  const invoice = useOpenInvoice();
  const kind = useInvoice((state) => state.form.kind);
  const exonerated = useInvoice((state) => state.totals.lines.get(line.id)?.exonerated);
  const path = `lines.${line.id}.exoneration`;
  const buyer = useInvoice((state) => state.form.customer.identificationNumber);
  const today = costaRicaDate(useNow(60_000));
  const { exoneration } = line;
  if (exoneration === undefined) {
    return (
      <Button
        tone="quiet"
        size="small"
        icon={Plus}
        className={styles['add']}
        data-path={path}
        onClick={() => {
          invoice.changeLine(line.id, (now) => ({ ...now, exoneration: emptyExoneration() }));
          afterDraw(() => focusPath(`${path}.documentType`));
        }}
      >
        {words.addExoneration}
      </Button>
    );
  }
  const edit = (patch: Partial<ExonerationForm>): void =>
    invoice.changeLine(line.id, (now) => ({
      ...now,
      exoneration: { ...(now.exoneration ?? exoneration), ...patch },
    }));
  const types = exonerationTypesFor(kind);
  const needsArticle = findCode(types, exoneration.documentType)?.needsArticle === true;
  const text = (field: keyof ExonerationForm) => ({
    'data-path': `${path}.${field}`,
    value: exoneration[field],
    onText: (value: string) => edit({ [field]: value }),
  });
  return (
    <>
      <div className={styles['fields']}>
        <FormField path={`${path}.documentType`} label={words.exonerationType} className={styles['double']}>
          <Select
            {...text('documentType')}
            options={withOwn(
              [{ value: '', label: words.chooseOne }, ...named(types, language)],
              exoneration.documentType,
            )}
          />
        </FormField>
        {exoneration.documentType === '99' && (
          <FormField path={`${path}.otherText`} label={words.exonerationOther} className={styles['double']}>
            <TextInput {...text('otherText')} />
          </FormField>
        )}
        <FormField
          path={`${path}.number`}
          label={words.exonerationNumber}
          hint={words.exonerationNumberHint}
          className={styles['double']}
        >
          <TextInput {...text('number')} />
        </FormField>
        <ExonerationLookup
          number={exoneration.number}
          today={today}
          buyer={buyer}
          cabys={line.cabys}
          onFill={({ rate, ...rest }) =>
            edit({
              ...rest,
              ...(rate !== undefined && { rate: fieldText(rate, language === 'es' ? ',' : '.') }),
            })
          }
        />
        <FormField
          path={`${path}.article`}
          label={words.exonerationArticle}
          required={needsArticle}
          className={styles['short']}
        >
          <NumberInput {...text('article')} inputMode="numeric" />
        </FormField>
        <FormField path={`${path}.clause`} label={words.exonerationClause} className={styles['short']}>
          <NumberInput {...text('clause')} inputMode="numeric" />
        </FormField>
        <FormField
          path={`${path}.institution`}
          label={words.exonerationInstitution}
          className={styles['double']}
        >
          <Select
            {...text('institution')}
            options={[{ value: '', label: words.chooseOne }, ...named(exonerationInstitutions, language)]}
          />
        </FormField>
        {exoneration.institution === '99' && (
          <FormField
            path={`${path}.institutionOther`}
            label={words.exonerationInstitutionOther}
            className={styles['double']}
          >
            <TextInput {...text('institutionOther')} />
          </FormField>
        )}
        <FormField path={`${path}.issuedOn`} label={words.exonerationIssuedOn}>
          <DateInput {...text('issuedOn')} />
        </FormField>
        <FormField path={`${path}.rate`} label={words.exonerationRate} hint={words.exonerationRateHint}>
          <NumberInput {...text('rate')} placeholder={line.ivaRate} />
        </FormField>
      </div>
      <div className={styles['foot']}>
        <Button
          tone="quiet"
          size="small"
          icon={X}
          className={styles['add']}
          onClick={() => {
            invoice.changeLine(line.id, withoutExoneration);
            afterDraw(() => focusPath(path));
          }}
        >
          {words.deleteExoneration}
        </Button>
        {exonerated !== undefined && (
          <span className={styles['computed']}>
            {words.exonerated(format.amount(formatAmount(exonerated)))}
          </span>
        )}
      </div>
    </>
  );
}
