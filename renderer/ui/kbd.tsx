import styles from './kbd.module.css';
import { showKeys } from './keys.ts';

/** Keys as a small cap: `<Kbd keys="Mod+Enter" />`. Silent for screen readers: the control says them by `aria-keyshortcuts`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className={styles['kbd']} aria-hidden="true">
      {showKeys(keys)}
    </kbd>
  );
}
