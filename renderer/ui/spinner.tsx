import styles from './spinner.module.css';

/** Work under way. With `label` it is announced; without, the words beside it say what goes on. */
export function Spinner({ label }: { readonly label?: string }) {
  return label === undefined ? (
    <span className={styles['spinner']} aria-hidden="true" />
  ) : (
    <output className={styles['row']}>
      <span className={styles['spinner']} aria-hidden="true" />
      {label}
    </output>
  );
}
