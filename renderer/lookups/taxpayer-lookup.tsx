import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { fold } from '../../domain/lookups/fold.ts';
import type { TaxpayerAnswer } from '../../preload/contract/lookups.ts';
import { Button } from '../ui/button.tsx';
import { useCopy } from '../words/language.ts';
import { lookupCopy } from './copy.ts';
import { Earlier, Note, Unavailable } from './quiet-note.tsx';

interface TaxpayerLookupProps {
  /** Nota 4; only 01 to 04 are in the register */
  readonly identificationType: string;
  /** as typed */
  readonly number: string;
  readonly name: string;
  readonly onName: (name: string) => void;
  /** offers the taxpayer's activities while `activityCode` is empty; undefined: the form has no such field */
  readonly onActivity?: ((code: string) => void) | undefined;
  readonly activityCode?: string | undefined;
}

/** Lengths by type: DOMAIN.md 3.1. */
const whole: Readonly<Record<string, RegExp>> = {
  '01': /^[1-9]\d{8}$/,
  '02': /^\d{10}$/,
  '03': /^[1-9]\d{10,11}$/,
  '04': /^\d{10}$/,
};
/** A pause in typing after which the register is asked. */
const pauseMs = 400;

interface Said {
  readonly number: string;
  /** undefined: on its way */
  readonly answer: TaxpayerAnswer | undefined;
  /** it put the name there itself */
  readonly filled: boolean;
}

/**
 * The name of an identification, from Hacienda's register. With no name typed it asks by itself once the number is whole, and fills the
 * name in; a name that is there is never changed, only compared, and by its button.
 */
export function TaxpayerLookup(props: TaxpayerLookupProps) {
  const { identificationType, number, name, onName, onActivity, activityCode = '' } = props;
  const words = useCopy(lookupCopy);
  const [said, setSaid] = useState<Said>();
  const digits = number.replaceAll(/[\s-]/g, '');
  const isWhole = whole[identificationType]?.test(digits) ?? false;
  const current = said?.number === digits ? said : undefined;
  const nobody = name.trim() === '';
  /** what stands in the form when an answer comes, not when it was asked for */
  const now = useRef({ digits, nobody });
  useEffect(() => {
    now.current = { digits, nobody };
  }, [digits, nobody]);

  const ask = async (mayFill: boolean): Promise<void> => {
    setSaid({ number: digits, answer: undefined, filled: false });
    const result = await window.api.call('lookups.taxpayer', { number: digits });
    if (now.current.digits !== digits) return;
    if (!result.ok) {
      setSaid(undefined);
      return;
    }
    const answer = result.value;
    const filled = mayFill && now.current.nobody && answer.kind === 'found';
    if (filled) onName(answer.value.name);
    setSaid({ number: digits, answer, filled });
  };
  const askByItself = useEffectEvent((asked: string) => {
    if (asked === digits) void ask(true);
  });
  const asks = isWhole && nobody;
  useEffect(() => {
    if (!asks) return undefined;
    const timer = setTimeout(() => askByItself(digits), pauseMs);
    return () => clearTimeout(timer);
  }, [asks, digits]);

  if (!isWhole) return undefined;
  if (!current)
    return nobody ? undefined : (
      <Note>
        <Button tone="quiet" size="small" icon={Search} onClick={() => void ask(false)}>
          {words.ask}
        </Button>
      </Note>
    );
  const { answer } = current;
  if (!answer) return <Note>{words.asking}</Note>;
  switch (answer.kind) {
    case 'unavailable':
      return <Unavailable why={answer.why} />;
    case 'resting':
      return <Unavailable why="resting" />;
    case 'not-found':
      return <Note warns>{words.noTaxpayer}</Note>;
    default: {
      const { value, fetchedAt, instead } = answer;
      const isSame = fold(value.name) === fold(name.trim());
      const active = value.activities.filter((activity) => activity.active);
      const isIrregular = value.status !== '' && !/^inscrit/i.test(value.status);
      return (
        <>
          <Note warns={!isSame && !nobody}>
            <span>{isSame ? words.filled(value.name) : words.otherName(value.name)}</span>
            {!isSame && (
              <Button tone="quiet" size="small" onClick={() => onName(value.name)}>
                {words.useName}
              </Button>
            )}
            {instead !== undefined && <Earlier fetchedAt={fetchedAt} />}
          </Note>
          {isIrregular && <Note warns>{words.notInscribed(value.status)}</Note>}
          {onActivity && activityCode.trim() === '' && active.length > 0 && (
            <Note>
              <span>{words.activities}</span>
              {active.slice(0, 6).map(({ code, description }) => (
                <Button
                  key={code}
                  tone="quiet"
                  size="small"
                  title={description}
                  onClick={() => onActivity(code)}
                >
                  {`${code} ${description.slice(0, 40)}`}
                </Button>
              ))}
            </Note>
          )}
        </>
      );
    }
  }
}
