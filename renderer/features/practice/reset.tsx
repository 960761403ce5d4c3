import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { calmSwitches } from '../../../domain/practice/outcomes.ts';
import { Button } from '../../ui/button.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import type { Change } from './use-practice.ts';

/** The switches back to the calm position; or everything forgotten, asked once, inline. */
export function Reset({ change }: { readonly change: Change }) {
  const words = useCopy(copy);
  const [asking, setAsking] = useState(false);
  return (
    <div className={styles['block']}>
      {asking ? (
        <div className={styles['ask']} role="alert">
          <p>{words.resetAsk}</p>
          <div className={styles['buttons']}>
            <Button
              size="small"
              tone="danger"
              onClick={() => {
                setAsking(false);
                void change({ change: 'reset' });
              }}
            >
              {words.resetYes}
            </Button>
            {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the question replaced the button that had the focus; the safe answer takes it */}
            <Button size="small" autoFocus onClick={() => setAsking(false)}>
              {words.resetNo}
            </Button>
          </div>
        </div>
      ) : (
        <div className={styles['buttons']}>
          <Button size="small" onClick={() => void change({ change: 'switches', switches: calmSwitches })}>
            {words.calmSwitches}
          </Button>
          <Button size="small" icon={RotateCcw} onClick={() => setAsking(true)}>
            {words.reset}
          </Button>
        </div>
      )}
    </div>
  );
}
