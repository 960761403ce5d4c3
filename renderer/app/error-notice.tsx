import { useRouter } from './router.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { errorCopy, schemaRefusal, settingsCure } from '../words/errors.ts';
import { type Copy, useCopy, useLanguage } from '../words/language.ts';

const es = { retry: 'Intentar otra vez', settings: 'Abrir Ajustes' };
const en: typeof es = { retry: 'Try again', settings: 'Open Settings' };
const copy = { es, en } satisfies Copy<typeof es>;

interface ErrorNoticeProps {
  readonly error: CallError;
  /** does again what failed */
  readonly onRetry?: (() => void) | undefined;
  readonly className?: string | undefined;
}

/** A failed call in three sentences, with the button that cures it. */
export function ErrorNotice({ error, onRetry, className }: ErrorNoticeProps) {
  const words = useCopy(copy);
  const language = useLanguage((store) => store.language);
  const sentences = schemaRefusal(error, language) ?? errorCopy[language][error.code];
  const go = useRouter((store) => store.go);
  const section = settingsCure(error);
  return (
    <Banner
      tone="danger"
      className={className}
      sentences={sentences}
      raw={[error.code, error.detail].filter(Boolean).join('\n')}
      action={
        section ? (
          <Button size="small" onClick={() => go({ screen: 'settings', section })}>
            {words.settings}
          </Button>
        ) : onRetry ? (
          <Button size="small" onClick={onRetry}>
            {words.retry}
          </Button>
        ) : undefined
      }
    />
  );
}
