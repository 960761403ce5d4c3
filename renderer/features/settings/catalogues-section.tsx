import { CircleCheck, Download, FileUp, MapPinned, RotateCcw, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CompanyView } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import type { CataloguesView, ImportOutcome } from '../../../preload/contract/lookups.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { useView } from '../../app/use-view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { cataloguesCopy } from './catalogues-copy.ts';
import { LookupAddresses } from './lookup-addresses.tsx';
import { Section } from './section.tsx';
import styles from './settings.module.css';

/** Ajustes > Catálogos y consultas: what there is of each, of when, and bringing in another. */
export function CataloguesSection({ company }: { readonly company: CompanyView }) {
  const words = useCopy(cataloguesCopy);
  const view = useView('catalogues.view', undefined, { topics: ['catalogues'], restMs: 250 });
  const shown = view.kind === 'ready' ? view.value : view.kind === 'failed' ? view.last : undefined;
  if (view.kind === 'failed' && !shown) return <ErrorNotice error={view.error} onRetry={view.reload} />;
  if (!shown) return <Spinner label={words.reading} />;
  return (
    <>
      <Cabys shown={shown} />
      <Places shown={shown} />
      <Schemas shown={shown} practice={company.environment === 'practice'} />
      <Lookups shown={shown} company={company} />
    </>
  );
}

interface PartProps {
  readonly shown: CataloguesView;
}

/** A file being brought in: the system's dialog, then the report. */
function useImport(name: 'catalogues.importCabys' | 'catalogues.importPlaces') {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ImportOutcome>();
  const [error, setError] = useState<CallError>();
  const bring = async (): Promise<void> => {
    setBusy(true);
    setOutcome(undefined);
    setError(undefined);
    const answer = await window.api.call(name, undefined);
    setBusy(false);
    if (answer.ok) setOutcome(answer.value);
    else if (answer.error.code !== 'cancelled') setError(answer.error);
  };
  return { busy, outcome, error, bring };
}

function Cabys({ shown }: PartProps) {
  const words = useCopy(cataloguesCopy);
  const format = useFormats();
  const { busy, outcome, error, bring } = useImport('catalogues.importCabys');
  const { cabys, importing } = shown;
  return (
    <Section title={words.cabys} hint={words.cabysHint} keepsFocus>
      <dl className={styles['facts']}>
        <dt>{words.inUse}</dt>
        <dd>{cabys ? words.cabysFacts(format.count(cabys.rowCount), cabys.fileName) : words.noCabys}</dd>
        {cabys && (
          <>
            <dt>{words.fileOf}</dt>
            <dd>{format.date(cabys.fileAt)}</dd>
            <dt>{words.broughtIn}</dt>
            <dd>{format.moment(cabys.importedAt)}</dd>
          </>
        )}
      </dl>
      <div className={styles['continueRow']}>
        <Button icon={FileUp} busy={busy} onClick={() => void bring()}>
          {busy && importing !== undefined && importing > 0
            ? words.importing(format.count(importing))
            : words.importCabys}
        </Button>
      </div>
      <Outcome outcome={outcome} error={error} />
    </Section>
  );
}

function Places({ shown }: PartProps) {
  const words = useCopy(cataloguesCopy);
  const format = useFormats();
  const { busy, outcome, error, bring } = useImport('catalogues.importPlaces');
  const { places, ownDistricts } = shown;
  return (
    <Section title={words.places} hint={words.placesHint} keepsFocus>
      <dl className={styles['facts']}>
        <dt>{words.inUse}</dt>
        <dd>
          {places
            ? words.placesFacts(format.count(places.districts), places.fileName)
            : words.ownPlaces(format.count(ownDistricts))}
        </dd>
        {places && (
          <>
            <dt>{words.broughtIn}</dt>
            <dd>{format.moment(places.importedAt)}</dd>
          </>
        )}
      </dl>
      <div className={styles['continueRow']}>
        <Button icon={MapPinned} busy={busy} onClick={() => void bring()}>
          {words.importPlaces}
        </Button>
        {places && (
          <Button icon={RotateCcw} onClick={() => void window.api.call('catalogues.ownPlaces', undefined)}>
            {words.backToOwn}
          </Button>
        )}
      </div>
      <Outcome outcome={outcome} error={error} />
    </Section>
  );
}

function Schemas({ shown, practice }: PartProps & { readonly practice: boolean }) {
  const words = useCopy(cataloguesCopy);
  const format = useFormats();
  const { set, stored, files, fetching, trouble, nextAt } = shown.schemas;
  return (
    <Section title={words.schemas} hint={words.schemasHint} keepsFocus>
      <dl className={styles['facts']}>
        <dt>{words.schemaSet}</dt>
        <dd>{set ?? words.noSchemas}</dd>
        <dt>{words.inUse}</dt>
        <dd>{words.stored(format.count(stored), format.count(files))}</dd>
      </dl>
      {trouble !== undefined && (
        <p className={styles['hint']}>
          {words.troubles[trouble]} {nextAt === undefined ? '' : words.nextTry(format.moment(nextAt))}
        </p>
      )}
      {stored < files && practice && <p className={styles['hint']}>{words.practiceOnly}</p>}
      {stored < files && !practice && (
        <div className={styles['continueRow']}>
          <Button
            icon={Download}
            busy={fetching}
            onClick={() => void window.api.call('catalogues.fetchSchemas', undefined)}
          >
            {fetching ? words.fetching : words.fetchNow}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Lookups({ shown, company }: PartProps & { readonly company: CompanyView }) {
  const words = useCopy(cataloguesCopy);
  const format = useFormats();
  const [forgotten, setForgotten] = useState(false);
  const forget = async (): Promise<void> => {
    const answer = await window.api.call('catalogues.forgetAnswers', undefined);
    setForgotten(answer.ok);
  };
  return (
    <>
      <Section
        title={words.lookups}
        hint={company.environment === 'practice' ? words.lookupsPractice : words.lookupsHint}
        keepsFocus
        aside={
          <output className={styles['saveWords']}>
            {forgotten && (
              <span className={styles['good']}>
                <CircleCheck size={14} aria-hidden="true" />
                {words.forgotten}
              </span>
            )}
          </output>
        }
      >
        <dl className={styles['facts']}>
          <dt>{words.kept}</dt>
          <dd>{format.count(shown.keptAnswers)}</dd>
        </dl>
        {shown.restingUntil !== undefined && (
          <p className={styles['hint']}>{words.resting(format.clock(shown.restingUntil))}</p>
        )}
        <div className={styles['continueRow']}>
          <Button icon={Trash2} onClick={() => void forget()}>
            {words.forget}
          </Button>
        </div>
      </Section>
      {company.environment !== 'practice' && <LookupAddresses company={company} />}
    </>
  );
}

interface OutcomeProps {
  readonly outcome: ImportOutcome | undefined;
  readonly error: CallError | undefined;
}

function Outcome({ outcome, error }: OutcomeProps): ReactNode {
  const words = useCopy(cataloguesCopy);
  const format = useFormats();
  if (error) return <ErrorNotice error={error} />;
  if (!outcome) return undefined;
  if (outcome.kind === 'busy') return <Banner tone="info" sentences={words.busy} />;
  if (outcome.kind === 'refused')
    return (
      <Banner
        tone="danger"
        sentences={words.faults[outcome.why]}
        raw={`${outcome.why} ${outcome.fileName}`}
      />
    );
  const { taken, leftOut, problems, problemCount } = outcome.report;
  return (
    <div>
      <output className={styles['mark']}>
        <CircleCheck size={14} aria-hidden="true" />
        {words.done(format.count(taken), outcome.fileName)}
        {leftOut > 0 ? ` · ${words.leftOut(format.count(leftOut))}` : ''}
      </output>
      {problems.length > 0 && (
        <details>
          <summary>{words.problems(format.count(problemCount))}</summary>
          <Table label={words.problems(format.count(problemCount))}>
            <thead>
              <tr>
                <Th numeric>{words.row}</Th>
                <Th>{words.trouble}</Th>
                <Th>{words.text}</Th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ row, trouble, text }) => (
                <Tr key={`${String(row)} ${trouble}`}>
                  <Td numeric>{format.count(row)}</Td>
                  <Td>{words.rowTroubles[trouble]}</Td>
                  <Td>{text}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </details>
      )}
    </div>
  );
}
