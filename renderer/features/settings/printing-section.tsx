import { FolderOpen, ImageOff, ImagePlus } from 'lucide-react';
import { useState } from 'react';
import type { PrintSettings } from '../../../domain/company/print-settings.ts';
import type { Result } from '../../../domain/result.ts';
import type { CompanyView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { PrintView } from '../../../preload/contract/printing.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useView } from '../../app/use-view.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useCopy } from '../../words/language.ts';
import { formStores, useForm } from './form-store.ts';
import { printingCopy } from './printing-copy.ts';
import { Section } from './section.tsx';
import { SettingField, SettingForm } from './setting-form.tsx';
import styles from './settings.module.css';

const stores = formStores<PrintSettings>();

/** Ajustes > Impresión: paper, printer, logo, the line at the foot and the folder of the files. */
export function PrintingSection({ company }: { readonly company: CompanyView }) {
  const words = useCopy(printingCopy);
  const view = useView('print.view', undefined, { topics: ['company'] });
  const [error, setError] = useState<CallError>();
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  if (!shown)
    return view.kind === 'failed' ? (
      <ErrorNotice error={view.error} onRetry={view.reload} />
    ) : (
      <Spinner label={words.reading} />
    );
  const act = async (call: () => Promise<Result<PrintView, CallError>>): Promise<void> => {
    const answer = await call();
    setError(answer.ok || answer.error.code === 'cancelled' ? undefined : answer.error);
    view.reload();
  };
  const of = { companyId: company.id };
  return (
    <>
      <Choices key={company.id} company={company} view={shown} onSaved={view.reload} />
      <Section title={words.logoTitle} keepsFocus>
        {shown.logo === undefined ? (
          <p className={styles['hint']}>{words.logoNone}</p>
        ) : (
          <img className={styles['logo']} src={shown.logo} alt={words.logoAlt} />
        )}
        <div className={styles['buttons']}>
          <Button icon={ImagePlus} onClick={() => void act(() => window.api.call('print.chooseLogo', of))}>
            {shown.logo === undefined ? words.chooseLogo : words.changeLogo}
          </Button>
          {shown.logo === undefined ? undefined : (
            <Button
              tone="quiet"
              icon={ImageOff}
              onClick={() => void act(() => window.api.call('print.removeLogo', of))}
            >
              {words.removeLogo}
            </Button>
          )}
        </div>
      </Section>
      <Section title={words.folderTitle}>
        <p>{shown.folder === undefined ? words.folderNone : words.folderIs(shown.folder)}</p>
        <div className={styles['buttons']}>
          <Button icon={FolderOpen} onClick={() => void act(() => window.api.call('print.chooseFolder', of))}>
            {words.chooseFolder}
          </Button>
        </div>
      </Section>
      {error ? <ErrorNotice error={error} /> : undefined}
    </>
  );
}

interface ChoicesProps {
  readonly company: CompanyView;
  readonly view: PrintView;
  readonly onSaved: () => void;
}

const papers = ['letter', 'a4', '80mm', '58mm'] as const;
const languages = ['auto', 'es', 'en'] as const;
const oneOf = <T extends string>(values: readonly T[], text: string, otherwise: T): T =>
  values.find((value) => value === text) ?? otherwise;

function Choices({ company, view, onSaved }: ChoicesProps) {
  const words = useCopy(printingCopy);
  const form = useForm({
    store: stores(company.id),
    saved: view.settings,
    faultsOf: () => [],
    send: async (settings) => {
      const answer = await window.api.call('print.save', { companyId: company.id, settings });
      if (answer.ok) onSaved();
      return answer;
    },
  });
  const { typed } = form;
  const known = view.printers.some(({ name }) => name === typed.printer);
  return (
    <SettingForm label={words.paperTitle} form={form}>
      <Section title={words.paperTitle} hint={words.hint}>
        <div className={styles['grid']}>
          <SettingField path="paper" label={words.paper} className={styles['half']}>
            <Select
              value={typed.paper}
              options={papers.map((paper) => ({ value: paper, label: words.papers[paper] }))}
              onText={(paper) => form.change({ paper: oneOf(papers, paper, typed.paper) })}
            />
          </SettingField>
          <SettingField
            path="printer"
            label={words.printer}
            hint={view.printers.length === 0 ? words.noPrinters : words.printerHint}
            className={styles['half']}
          >
            <Select
              value={typed.printer}
              options={[
                { value: '', label: words.askEachTime },
                ...(typed.printer === '' || known
                  ? []
                  : [{ value: typed.printer, label: words.printerGone(typed.printer) }]),
                ...view.printers.map(({ name, label }) => ({ value: name, label })),
              ]}
              onText={(printer) => form.change({ printer })}
            />
          </SettingField>
          <SettingField path="language" label={words.language} className={styles['half']}>
            <Select
              value={typed.language}
              options={languages.map((language) => ({ value: language, label: words.languages[language] }))}
              onText={(language) => form.change({ language: oneOf(languages, language, typed.language) })}
            />
          </SettingField>
          <SettingField
            path="legend"
            label={words.legend}
            hint={words.legendHint}
            className={styles['whole']}
          >
            <TextInput value={typed.legend} maxLength={300} onText={(legend) => form.change({ legend })} />
          </SettingField>
        </div>
      </Section>
    </SettingForm>
  );
}
