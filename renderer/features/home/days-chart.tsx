// The chart is drawn here: there is no file an img could show.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import type { HomeView } from '../../../preload/contract/queue.ts';
import { Table, Td, Th, Tr } from '../../ui/table.tsx';
import { copy } from './copy.ts';
import styles from './days-chart.module.css';

const height = 120;
const base = height - 18;

/**
 * Issued and accepted per day as bars; the same figures as a table, one click away.
 * @param wide it has the whole width of the screen to itself
 */
export function DaysChart({ days, wide }: { readonly days: HomeView['days']; readonly wide: boolean }) {
  const words = useCopy(copy);
  const format = useFormats();
  const width = wide ? 1_080 : 640;
  const top = Math.max(1, ...days.map(({ issued }) => issued));
  const step = width / Math.max(1, days.length);
  const bar = Math.max(2, step * 0.62);
  const heightOf = (count: number): number => (count === 0 ? 0 : Math.max(2, (count / top) * (base - 14)));
  const sum = (pick: (day: HomeView['days'][number]) => number): string =>
    format.count(days.reduce((total, day) => total + pick(day), 0));
  const issued = sum((day) => day.issued);
  const accepted = sum((day) => day.accepted);
  return (
    <figure>
      <svg
        className={styles['chart']}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.chartSummary(issued, accepted)}
      >
        <line x1="0" x2={width} y1={base + 0.5} y2={base + 0.5} className={styles['axis']} />
        {days.map((day, index) => {
          const x = index * step + (step - bar) / 2;
          const labelled = index === 0 || index === days.length - 1 || index % 7 === (days.length - 1) % 7;
          return (
            <g key={day.on}>
              <title>{`${format.day(day.on)}: ${words.issued(day.issued, format.count(day.issued))}, ${words.accepted(day.accepted, format.count(day.accepted))}`}</title>
              <rect x={index * step} y={0} width={step} height={base} fill="transparent" />
              <rect
                className={styles['issued']}
                x={x}
                y={base - heightOf(day.issued)}
                width={bar}
                height={heightOf(day.issued)}
                rx={1.5}
              />
              <rect
                className={styles['accepted']}
                x={x}
                y={base - heightOf(day.accepted)}
                width={bar}
                height={heightOf(day.accepted)}
                rx={1.5}
              />
              {labelled && (index > 3 || index === 0) ? (
                <text
                  className={styles['label']}
                  x={index === 0 ? 0 : index === days.length - 1 ? width : x + bar / 2}
                  y={height - 4}
                  textAnchor={index === 0 ? 'start' : index === days.length - 1 ? 'end' : 'middle'}
                >
                  {format.day(day.on)}
                </text>
              ) : undefined}
            </g>
          );
        })}
        <text className={styles['label']} x={width} y={10} textAnchor="end">
          {format.count(top)}
        </text>
      </svg>
      <figcaption className={styles['legend']}>
        <span>
          <i className={styles['keyIssued']} aria-hidden="true" /> {words.chartIssued} {issued}
        </span>
        <span>
          <i className={styles['keyAccepted']} aria-hidden="true" /> {words.chartAccepted} {accepted}
        </span>
        <details className={styles['details']}>
          <summary>{words.chartTable}</summary>
          <div className={styles['scroll']}>
            <Table label={words.chart}>
              <thead>
                <tr>
                  <Th>{words.day}</Th>
                  <Th numeric>{words.chartIssued}</Th>
                  <Th numeric>{words.chartAccepted}</Th>
                </tr>
              </thead>
              <tbody>
                {days.toReversed().map((day) => (
                  <Tr key={day.on}>
                    <Td>{format.day(day.on)}</Td>
                    <Td numeric>{format.count(day.issued)}</Td>
                    <Td numeric>{format.count(day.accepted)}</Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </div>
        </details>
      </figcaption>
    </figure>
  );
}
