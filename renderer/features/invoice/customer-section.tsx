import { UserRound, UserRoundCheck, X } from 'lucide-react';
import { type FocusEvent, memo } from 'react';
import { identificationTypes } from '../../../domain/billing/codes.ts';
import type { InvoiceKind, PartyForm } from '../../../domain/billing/invoice-form.ts';
import { type KindFields, kindFields } from '../../../domain/billing/kind-fields.ts';
import type { CustomerView } from '../../../preload/contract/documents.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { PlaceInput, PlaceNote } from '../../lookups/place-input.tsx';
import { TaxpayerLookup } from '../../lookups/taxpayer-lookup.tsx';
import { useCopy, useLanguage } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './customer-section.module.css';
import { afterDraw, focusPath } from './focus-path.ts';
import { FormField } from './form-field.tsx';
import { useInvoice, useOpenInvoice } from './invoice-context.ts';
import { named } from './line-options.ts';
import { Section } from './section.tsx';

async function searchCustomers(text: string): Promise<readonly CustomerView[]> {
  const found = await window.api.call('customers.search', { text });
  // a look-up that fails leaves the field typeable (UX.md, promise 3)
  return found.ok ? found.value.slice(0, 8) : [];
}

const digits = (text: string): string => text.replaceAll(/[\s-]/g, '');

const place = ['province', 'canton', 'district', 'barrio', 'address'] as const;

/** Fields that are folded away until asked for, or until one of them holds something. */
function foldedFields(fields: KindFields, foreigner: boolean): readonly (keyof PartyForm)[] {
  return [
    ...(fields.partyTradeName ? (['tradeName'] as const) : []),
    ...(fields.partyActivity === 'none' ? [] : (['activityCode'] as const)),
    ...(fields.partyPhone ? (['phone'] as const) : []),
    ...(fields.partyLocation && !foreigner ? place : []),
  ];
}

/** Types a clerk may choose: those of the kind, those a condition of sale brings, and the one that is there. */
const identificationTypesFor = (kind: InvoiceKind, own: string) =>
  identificationTypes.filter(
    (row) =>
      (kind === '08' ? row.issuerIn : row.customerIn).includes(kind) ||
      // a foreign buyer of goods that did not pass customs (condición 12)
      (kind === '01' && row.code === '05') ||
      row.code === own,
  );

export const CustomerSection = memo(function CustomerSection() {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const invoice = useOpenInvoice();
  const customer = useInvoice((state) => state.form.customer);
  const customerId = useInvoice((state) => state.form.customerId);
  const kind = useInvoice((state) => state.form.kind);
  const stored = useInvoice((state) => state.stored.has('customer'));
  const changed = useInvoice((state) => state.customerChanged);
  const fields = kindFields[kind];
  const foreigner = customer.identificationType === '05';
  const more = foldedFields(fields, foreigner);
  const faultInside = useInvoice((state) =>
    more.some((field) => state.tried && state.faults.some((fault) => fault.path === `customer.${field}`)),
  );
  const optional = fields.partyIdentification === 'optional';
  const anonymous =
    kind === '04' && customer.name === '' && customer.identificationNumber === '' && customer.email === '';
  const typeNames = named(identificationTypesFor(kind, customer.identificationType), language);
  const shape = identificationTypes.find((row) => row.code === customer.identificationType)?.shape[language];
  const filled = more.some((field) => customer[field] !== '');

  const text = (field: keyof PartyForm) => ({
    value: customer[field],
    onText: (value: string) => invoice.editCustomer({ [field]: value }),
    'data-path': `customer.${field}`,
  });
  const focus = (path: string): void => afterDraw(() => focusPath(path));
  const leave = (event: FocusEvent<HTMLElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) void invoice.leaveCustomer();
  };

  return (
    <Section
      name="customer"
      title={words.partyTitle[kind]}
      onBlur={leave}
      aside={
        <>
          {words.partyHint[kind] !== '' && customer.name === '' && (
            <span className={styles['hint']}>{words.partyHint[kind]}</span>
          )}
          {stored && (
            <output className={styles['stored']}>
              <UserRoundCheck size={14} aria-hidden="true" />
              {words.customerStored}
            </output>
          )}
          {!anonymous &&
            !stored &&
            changed &&
            customer.identificationNumber.trim() !== '' &&
            customer.name.trim() !== '' && (
              <Button tone="quiet" size="small" onClick={() => void invoice.storeCustomer()}>
                {customerId === '' ? words.storeCustomer : words.updateCustomer}
              </Button>
            )}
          {(customer.name !== '' || customer.identificationNumber !== '') && (
            <Button
              tone="quiet"
              size="small"
              icon={X}
              onClick={() => {
                invoice.clearCustomer();
                focus('customer.name');
              }}
            >
              {words.clearParty[kind]}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['grid']}>
        <FormField path="customer.name" label={words.customerName} className={styles['name']}>
          <Combobox<CustomerView>
            text={customer.name}
            onText={(name) => invoice.editCustomer({ name })}
            search={searchCustomers}
            itemKey={(item) => item.id}
            renderItem={(item) => (
              <span className={styles['item']}>
                <span>{item.party.name}</span>
                <span className={styles['itemNumber']}>{item.party.identificationNumber}</span>
              </span>
            )}
            isExact={(item, typed) =>
              digits(typed) !== '' && digits(item.party.identificationNumber) === digits(typed)
            }
            onPick={(item) => {
              invoice.pickCustomer(item);
              focus('customer.identificationNumber');
            }}
            createWords={(typed) => {
              const create = kind === '08' ? words.createSupplier : words.createCustomer;
              return typed.trim() === '' ? undefined : create(typed.trim());
            }}
            onCreate={(typed) =>
              focus(invoice.startCustomer(typed) === 'name' ? 'customer.identificationType' : 'customer.name')
            }
            listLabel={words.customers}
            inputProps={{
              'data-path': 'customer.name',
              placeholder: anonymous ? words.anonymous : words.customerPlaceholder,
            }}
          />
        </FormField>
        <FormField path="customer.identificationType" label={words.identificationType}>
          <Select
            {...text('identificationType')}
            options={[
              { value: '', label: optional ? words.noIdentification : words.chooseOne },
              ...typeNames,
            ]}
          />
        </FormField>
        <FormField path="customer.identificationNumber" label={words.identificationNumber}>
          <TextInput
            {...text('identificationNumber')}
            placeholder={shape}
            disabled={customer.identificationType === '' && optional && customer.identificationNumber === ''}
          />
        </FormField>
        <FormField path="customer.email" label={words.email}>
          <TextInput {...text('email')} type="email" inputMode="email" />
        </FormField>
        {fields.foreignAddress && (foreigner || customer.foreignAddress !== '') && (
          <FormField path="customer.foreignAddress" label={words.foreignAddress} className={styles['wide']}>
            <TextInput {...text('foreignAddress')} />
          </FormField>
        )}
      </div>
      <TaxpayerLookup
        identificationType={customer.identificationType}
        number={customer.identificationNumber}
        name={customer.name}
        onName={(name) => invoice.editCustomer({ name })}
        activityCode={customer.activityCode}
        onActivity={kind === '01' ? (activityCode) => invoice.editCustomer({ activityCode }) : undefined}
      />
      {anonymous ? (
        <p className={styles['anonymous']}>
          <UserRound size={14} aria-hidden="true" />
          {words.anonymousHint}
        </p>
      ) : more.length > 0 ? (
        <details className={styles['more']} open={filled || faultInside || undefined}>
          <summary>{words.moreParty[kind]}</summary>
          <div className={styles['moreGrid']}>
            {fields.partyTradeName && (
              <FormField path="customer.tradeName" label={words.tradeName} className={styles['two']}>
                <TextInput {...text('tradeName')} />
              </FormField>
            )}
            {fields.partyActivity !== 'none' && (
              <FormField
                path="customer.activityCode"
                label={words.customerActivity}
                hint={kind === '08' ? undefined : words.customerActivityHint}
                className={styles['two']}
              >
                <TextInput {...text('activityCode')} />
              </FormField>
            )}
            {fields.partyPhone && (
              <>
                <FormField path="customer.phoneCountry" label={words.phoneCountry}>
                  <TextInput {...text('phoneCountry')} inputMode="tel" />
                </FormField>
                <FormField path="customer.phone" label={words.phone}>
                  <TextInput {...text('phone')} inputMode="tel" />
                </FormField>
              </>
            )}
            {fields.partyLocation && !foreigner && (
              <>
                {(['province', 'canton', 'district'] as const).map((level) => (
                  <FormField key={level} path={`customer.${level}`} label={words[level]}>
                    <PlaceInput
                      level={level}
                      value={customer[level]}
                      above={customer}
                      onCode={(code) => invoice.editCustomer({ [level]: code })}
                      dataPath={`customer.${level}`}
                    />
                  </FormField>
                ))}
                <FormField path="customer.barrio" label={words.barrio}>
                  <TextInput {...text('barrio')} />
                </FormField>
                <FormField path="customer.address" label={words.address} className={styles['two']}>
                  <TextInput {...text('address')} />
                </FormField>
                <PlaceNote {...customer} />
              </>
            )}
          </div>
        </details>
      ) : undefined}
    </Section>
  );
});
