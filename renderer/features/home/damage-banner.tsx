import type { StartView } from '../../../preload/contract/company.ts';
import { Banner } from '../../ui/banner.tsx';
import { useCopy } from '../../words/language.ts';
import { damageCopy } from './damage-words.ts';

/** What was found damaged at this start: what came back, what did not, and what to do. */
export function DamageBanner({ damage }: { readonly damage: NonNullable<StartView['damage']> }) {
  const words = useCopy(damageCopy);
  const left = words.left(damage);
  const claves = [...damage.isolated, ...damage.bytesLost];
  return (
    <Banner
      tone={left.length > 0 ? 'danger' : 'info'}
      sentences={{
        happened: words.happened,
        means: words.means(words.mended(damage).join(', ')),
        todo: words.todo(left.join(', ')),
      }}
      {...(claves.length > 0 ? { raw: claves.join('\n') } : {})}
    />
  );
}
