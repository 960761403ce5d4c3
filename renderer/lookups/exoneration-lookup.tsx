import { Search } from 'lucide-react';
import { useState } from 'react';
import type { ExonerationForm } from '../../domain/billing/invoice-form.ts';
import { type Exoneration, isExonerationNumber } from '../../domain/lookups/answers.ts';
import {
  exonerationDoubts,
  exonerationPatch,
  type ExonerationReading,
  readPercentage,
} from '../../domain/lookups/exoneration-terms.ts';
import type { ExonerationAnswer } from '../../preload/contract/lookups.ts';
import { Button } from '../ui/button.tsx';
import { useFormats } from '../words/formats.ts';
import { useCopy } from '../words/language.ts';
import { lookupCopy } from './copy.ts';
import { Earlier, Note, Unavailable } from './quiet-note.tsx';

interface ExonerationLookupProps {
  /** the number as typed: AL-00000000-00 can be asked, another cannot */
  readonly number: string;
  /** `YYYY-MM-DD`, of the sale */
  readonly today: string;
  /** the customer's identification as typed */
  readonly buyer: string;
  /** of the line */
  readonly cabys: string;
  /** what the register says of document, institution, date and rate */
  readonly onFill: (patch: Partial<ExonerationForm>) => void;
}

/** Brings an exoneration from Hacienda's register into the line, and says what of it is in doubt. */
export function ExonerationLookup({ number, today, buyer, cabys, onFill }: ExonerationLookupProps) {
  const words = useCopy(lookupCopy);
  const [said, setSaid] = useState<{ readonly number: string; readonly answer: ExonerationAnswer }>();
  const [asking, setAsking] = useState(false);
  const asked = number.trim().toUpperCase();
  if (!isExonerationNumber(asked)) return undefined;
  const answer = said?.number === asked ? said.answer : undefined;
  const ask = async (): Promise<void> => {
    setAsking(true);
    const result = await window.api.call('lookups.exoneration', { number: asked });
    setAsking(false);
    if (!result.ok) return;
    setSaid({ number: asked, answer: result.value });
    if (result.value.kind === 'found') onFill(exonerationPatch(result.value.value));
  };
  return (
    <div>
      <Button tone="quiet" size="small" icon={Search} busy={asking} onClick={() => void ask()}>
        {words.exoneration}
      </Button>
      {answer?.kind === 'found' && (
        <>
          <Facts exoneration={answer.value} />
          {exonerationDoubts(answer.value, { on: today, buyer, cabys }).map((doubt) => (
            <Note key={doubt} warns>
              {words.doubts[doubt]}
            </Note>
          ))}
          {answer.instead !== undefined && (
            <Note>
              <Earlier fetchedAt={answer.fetchedAt} />
            </Note>
          )}
        </>
      )}
      {answer?.kind === 'not-found' && <Note warns>{words.noExoneration}</Note>}
      {answer?.kind === 'unavailable' && <Unavailable why={answer.why} />}
      {answer?.kind === 'resting' && <Unavailable why="resting" />}
    </div>
  );
}

function Facts({ exoneration }: { readonly exoneration: Exoneration }) {
  const words = useCopy(lookupCopy);
  const format = useFormats();
  const { institutionName, identification, expiresOn, percentage } = exoneration;
  const reading = readPercentage(percentage);
  return (
    <>
      <Note>
        {[
          institutionName,
          identification === '' ? '' : words.holder(identification),
          expiresOn === undefined ? words.noEnd : words.until(format.day(expiresOn)),
        ]
          .filter((text) => text !== '')
          .join(' · ')}
      </Note>
      <Note warns={reading.kind !== 'whole'}>{readingWords(words, reading)}</Note>
    </>
  );
}

function readingWords(words: (typeof lookupCopy)['es'], reading: ExonerationReading): string {
  switch (reading.kind) {
    case 'whole':
      return words.whole;
    case 'points':
      return words.points(reading.rate);
    case 'share':
      return (reading.certain ? words.share : words.shareDoubt)(reading.percent);
    default:
      return words.notSaid;
  }
}
