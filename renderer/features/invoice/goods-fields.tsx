import { Plus, X } from 'lucide-react';
import type { LineForm } from '../../../domain/billing/invoice-form.ts';
import type { KindFields } from '../../../domain/billing/kind-fields.ts';
import { emptyCommercialCode } from '../../../domain/billing/new-form.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useFaultWords } from '../../words/faults.ts';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useLineFaults, useOpenInvoice } from './invoice-context.ts';
import styles from './line-details.module.css';
import type { LineOptions } from './line-options.ts';
import { editRow, removeRow } from './rows.ts';

/** DOMAIN.md 4.3: five, of which the product's own code is one */
const mostCommercialCodes = 5;

interface GoodsFieldsProps {
  readonly line: LineForm;
  readonly fields: KindFields;
  readonly options: LineOptions;
}

/** Further codes, serial numbers, medicines, and what customs asks. */
export function GoodsFields({ line, fields, options }: GoodsFieldsProps) {
  const words = useCopy(copy);
  const invoice = useOpenInvoice();
  const path = `lines.${line.id}`;
  const text = (field: 'medicineRegistry' | 'medicineForm' | 'tariffHeading' | 'exportedTax') => ({
    'data-path': `${path}.${field}`,
    value: line[field],
    onText: (value: string) => invoice.editLine(line.id, { [field]: value }),
  });
  const room = mostCommercialCodes - (line.productCode.trim() === '' ? 0 : 1);
  const addCode = (): void => {
    const code = { ...emptyCommercialCode(invoice.newId()), type: '03' };
    invoice.changeLine(line.id, (now) => ({ ...now, commercialCodes: [...now.commercialCodes, code] }));
    afterDraw(() => focusPath(`${path}.commercialCodes.${code.id}.code`));
  };
  return (
    <>
      {(fields.goodsDetails || line.commercialCodes.length > 0) && (
        <>
          {line.commercialCodes.map((code, index) => {
            const at = `${path}.commercialCodes.${code.id}`;
            const edit = (patch: Partial<typeof code>): void =>
              invoice.changeLine(line.id, (now) => ({
                ...now,
                commercialCodes: editRow(now.commercialCodes, code.id, patch),
              }));
            return (
              <div key={code.id} className={styles['code']}>
                <FormField path={`${at}.type`} label={words.commercialCodeTypeN(index + 1)}>
                  <Select
                    data-path={`${at}.type`}
                    value={code.type}
                    options={options.commercialCodes}
                    onText={(type) => edit({ type })}
                  />
                </FormField>
                <FormField path={`${at}.code`} label={words.commercialCodeN(index + 1)}>
                  <TextInput
                    data-path={`${at}.code`}
                    value={code.code}
                    onText={(value) => edit({ code: value })}
                  />
                </FormField>
                <IconButton
                  icon={X}
                  label={words.deleteCommercialCode(index + 1)}
                  onClick={() => {
                    invoice.changeLine(line.id, (now) => ({
                      ...now,
                      commercialCodes: removeRow(now.commercialCodes, code.id),
                    }));
                    afterDraw(() => focusPath(`${path}.commercialCodes`));
                  }}
                />
              </div>
            );
          })}
          {line.commercialCodes.length < room && (
            <Button
              tone="quiet"
              size="small"
              icon={Plus}
              className={styles['add']}
              data-path={`${path}.commercialCodes`}
              onClick={addCode}
            >
              {words.addCommercialCode}
            </Button>
          )}
        </>
      )}
      <div className={styles['fields']}>
        {(fields.goodsDetails ||
          line.serials.length > 0 ||
          line.medicineRegistry + line.medicineForm !== '') && (
          <>
            <Serials line={line} />
            <FormField
              path={`${path}.medicineRegistry`}
              label={words.medicineRegistry}
              className={styles['double']}
            >
              <TextInput {...text('medicineRegistry')} />
            </FormField>
            <FormField path={`${path}.medicineForm`} label={words.medicineForm} hint={words.medicineFormHint}>
              <TextInput {...text('medicineForm')} />
            </FormField>
          </>
        )}
        {(fields.tariffHeading || line.tariffHeading !== '') && (
          <FormField
            path={`${path}.tariffHeading`}
            label={words.tariffHeading}
            hint={words.tariffHeadingHint}
          >
            <TextInput {...text('tariffHeading')} inputMode="numeric" />
          </FormField>
        )}
        {(fields.exportedTax || line.exportedTax !== '') && (
          <FormField path={`${path}.exportedTax`} label={words.exportedTax}>
            <NumberInput {...text('exportedTax')} />
          </FormField>
        )}
      </div>
    </>
  );
}

/** A list pasted from anywhere: a row each, or the cells of a sheet. */
const serialsOf = (text: string): string[] => (text === '' ? [] : text.split(/[\r\n\t]+/));

/** NumeroVINoSerie: as many as things were sold, so they are pasted rather than typed. */
function Serials({ line }: { readonly line: LineForm }) {
  const words = useCopy(copy);
  const say = useFaultWords();
  const invoice = useOpenInvoice();
  const path = `lines.${line.id}.serials`;
  const faults = useLineFaults(line.id);
  const fault = faults.find((each) => each.path === path || each.path.startsWith(`${path}.`));
  const at = fault === undefined || fault.path === path ? 0 : Number(fault.path.slice(path.length + 1)) + 1;
  const count = line.serials.filter((serial) => serial.trim() !== '').length;
  return (
    <Field
      label={words.serials}
      hint={count === 0 ? words.serialsHint : words.serialCount(count)}
      className={styles['double']}
      {...(fault && {
        fault: at === 0 ? say(fault) : `${words.serialN(at)}: ${say(fault)}`,
        severity: fault.severity,
      })}
    >
      <TextArea
        data-path={path}
        rows={Math.min(6, Math.max(2, line.serials.length))}
        value={line.serials.join('\n')}
        onText={(text) => invoice.editLine(line.id, { serials: serialsOf(text) })}
      />
    </Field>
  );
}
