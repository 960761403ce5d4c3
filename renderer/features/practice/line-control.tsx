import { Hourglass, Scissors, Unplug, Wifi } from 'lucide-react';
import type { PracticeLine } from '../../../domain/practice/switches.ts';
import { matchesKeys } from '../../ui/keys.ts';
import { type Segment, Segmented } from '../../ui/segmented.tsx';
import { useWindowKeys } from '../../ui/use-window-keys.ts';
import { useCopy } from '../../words/language.ts';
import { Block } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import type { Change } from './use-practice.ts';

const lines = [
  { value: 'up', icon: Wifi, keys: 'Alt+Shift+1' },
  { value: 'cut', icon: Unplug, keys: 'Alt+Shift+2' },
  { value: 'hang', icon: Hourglass, keys: 'Alt+Shift+3' },
  { value: 'blackhole', icon: Scissors, keys: 'Alt+Shift+4' },
] as const satisfies readonly Omit<Segment<PracticeLine>, 'label'>[];

/** The line to the authorities. Its keys work from any field while the panel is shown. */
export function LineControl({ line, change }: { readonly line: PracticeLine; readonly change: Change }) {
  const words = useCopy(copy);
  useWindowKeys((event) => {
    const asked = lines.find(({ keys }) => matchesKeys(event, keys));
    if (!asked || event.repeat) return;
    event.preventDefault();
    void change({ change: 'switches', switches: { line: asked.value } });
  });
  return (
    <Block title={words.line}>
      <Segmented
        label={words.line}
        hidesLabel
        tall
        value={line}
        segments={lines.map((one) => ({ ...one, label: words.lines[one.value] }))}
        onPick={(value) => void change({ change: 'switches', switches: { line: value } })}
      />
      <p className={styles['note']}>{words.lineMeans[line]}</p>
    </Block>
  );
}
