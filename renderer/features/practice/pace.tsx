import type { PracticeSwitches } from '../../../domain/practice/switches.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { Block } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import type { Change } from './use-practice.ts';

const delaysMs = [0, 1_000, 5_000, 20_000, 60_000] as const;
const reviewsMs = [
  [0, 0],
  [2_000, 6_000],
  [20_000, 40_000],
  [120_000, 120_000],
  [3_600_000, 3_600_000],
] as const;

interface PaceProps {
  readonly switches: PracticeSwitches;
  readonly change: Change;
}

/** How slow they are. A value set from elsewhere is shown as it is. */
export function Pace({ switches, change }: PaceProps) {
  const words = useCopy(copy);
  const format = useFormats();
  const length = (ms: number): string =>
    ms > 0 && ms < 1_000 ? `${format.count(ms)} ms` : format.duration(ms);
  const { processingMinMs, processingMaxMs } = switches.hacienda;
  const review = `${processingMinMs} ${processingMaxMs}`;
  const delays = [...new Set([...delaysMs, switches.slowMs])].toSorted((one, other) => one - other);
  const reviews = new Map(
    [...reviewsMs, [processingMinMs, processingMaxMs] as const].map(([least, most]) => [
      `${least} ${most}`,
      [least, most] as const,
    ]),
  );
  return (
    <Block title={words.pace}>
      <div className={styles['pair']}>
        <Field label={words.slow}>
          <Select
            value={String(switches.slowMs)}
            options={delays.map((ms) => ({ value: String(ms), label: ms === 0 ? words.none : length(ms) }))}
            onText={(text) => void change({ change: 'switches', switches: { slowMs: Number(text) } })}
          />
        </Field>
        <Field label={words.processing}>
          <Select
            value={review}
            options={[...reviews].map(([key, [least, most]]) => ({
              value: key,
              label: most === 0 ? words.atOnce : words.between(length(least), length(most)),
            }))}
            onText={(text) => {
              const [least, most] = reviews.get(text) ?? [];
              if (least === undefined || most === undefined) return;
              void change({
                change: 'switches',
                switches: { hacienda: { processingMinMs: least, processingMaxMs: most } },
              });
            }}
          />
        </Field>
      </div>
    </Block>
  );
}
