import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { ExchangeRateAnswer } from '../../preload/contract/lookups.ts';
import { Button } from '../ui/button.tsx';
import { useFormats } from '../words/formats.ts';
import { useCopy } from '../words/language.ts';
import { lookupCopy } from './copy.ts';
import { Earlier, Note, Unavailable } from './quiet-note.tsx';

interface ExchangeRateButtonProps {
  /** ISO code; for others than USD and EUR there is no service, and no button */
  readonly currency: string;
  /** `YYYY-MM-DD`; without it, today */
  readonly on?: string | undefined;
  /** decimal text with a point */
  readonly onRate: (rate: string) => void;
}

/** Fills in the sale rate of the day, and says of which day it is. */
export function ExchangeRateButton({ currency, on, onRate }: ExchangeRateButtonProps) {
  const words = useCopy(lookupCopy);
  const format = useFormats();
  const [said, setSaid] = useState<{ readonly currency: string; readonly answer: ExchangeRateAnswer }>();
  const [asking, setAsking] = useState(false);
  if (currency !== 'USD' && currency !== 'EUR') return undefined;
  const answer = said?.currency === currency ? said.answer : undefined;
  const ask = async (): Promise<void> => {
    setAsking(true);
    const result = await window.api.call('lookups.exchangeRate', {
      currency,
      ...(on === undefined ? {} : { on }),
    });
    setAsking(false);
    if (!result.ok) return;
    setSaid({ currency, answer: result.value });
    if (result.value.kind === 'found') onRate(result.value.value.sale);
  };
  return (
    <div>
      <Button tone="quiet" size="small" icon={RefreshCw} busy={asking} onClick={() => void ask()}>
        {words.rate}
      </Button>
      {answer?.kind === 'found' && (
        <Note>
          <span>
            {(currency === 'EUR' ? words.euroOf : words.rateOf)(
              format.decimal(answer.value.sale),
              format.day(answer.value.on),
            )}
          </span>
          {answer.instead !== undefined && <Earlier fetchedAt={answer.fetchedAt} />}
        </Note>
      )}
      {answer?.kind === 'not-found' && <Note>{words.noRate}</Note>}
      {answer?.kind === 'unavailable' && <Unavailable why={answer.why} />}
      {answer?.kind === 'resting' && <Unavailable why="resting" />}
    </div>
  );
}
