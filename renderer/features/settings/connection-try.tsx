import { PlugZap } from 'lucide-react';
import { useState } from 'react';
import type { Service } from '../../../domain/company/company.ts';
import type { ConnectionTry } from '../../../preload/contract/company.ts';
import type { CallError } from '../../../preload/contract/errors.ts';
import { ErrorNotice } from '../../app/error-notice.tsx';
import { Banner, type BannerTone } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useCopy } from '../../words/language.ts';
import { copy } from './copy.ts';
import styles from './settings.module.css';

type Outcome = ConnectionTry['outcome'];
const tones: Record<Outcome, BannerTone> = {
  ok: 'success',
  unreachable: 'warning',
  credentials: 'danger',
  access: 'danger',
  missing: 'warning',
  later: 'warning',
};

interface TryConnectionProps {
  readonly service: Service;
  /** something is typed and not saved: what would be tried is not what is on screen */
  readonly waits: boolean;
}

/** "Probar conexión": what came of it, in three sentences, where it was asked. */
export function TryConnection({ service, waits }: TryConnectionProps) {
  const words = useCopy(copy);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const [error, setError] = useState<CallError>();
  const attempt = async (): Promise<void> => {
    setBusy(true);
    setOutcome(undefined);
    setError(undefined);
    const answer = await window.api.call('connection.try', { service });
    setBusy(false);
    if (answer.ok) setOutcome(answer.value.outcome);
    else setError(answer.error);
  };
  return (
    <div className={styles['try']}>
      <Button
        icon={PlugZap}
        busy={busy}
        disabled={waits}
        title={waits ? words.saveFirst : undefined}
        onClick={() => void attempt()}
      >
        {busy ? words.trying : words.tryIt}
      </Button>
      {outcome ? <Banner tone={tones[outcome]} sentences={words.tries[service][outcome]} /> : undefined}
      {error ? <ErrorNotice error={error} onRetry={() => void attempt()} /> : undefined}
    </div>
  );
}
