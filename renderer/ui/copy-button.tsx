import { Check, Copy as CopyIcon, CircleX } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Copy, useCopy } from '../words/language.ts';
import { Button } from './button.tsx';

const es = { copied: 'Copiada', failed: 'No se pudo copiar' };
const en: typeof es = { copied: 'Copied', failed: 'Could not copy' };
const copy = { es, en } satisfies Copy<typeof es>;
const saidMs = 2_500;

interface CopyButtonProps {
  readonly text: string;
  /** "Copiar la clave" */
  readonly label: string;
}

/** Puts a text on the clipboard and says whether it worked. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const words = useCopy(copy);
  const [said, setSaid] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (said === undefined) return undefined;
    const timer = setTimeout(() => setSaid(undefined), saidMs);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <span>
      <Button
        size="small"
        icon={said === 'copied' ? Check : said === 'failed' ? CircleX : CopyIcon}
        onClick={() => setSaid(copyText(text) ? 'copied' : 'failed')}
      >
        {said === undefined ? label : words[said]}
      </Button>
    </span>
  );
}

/**
 * Through the page's own copy command, which needs a press of the clerk and no permission: the window refuses every permission,
 * and the asynchronous clipboard would ask for one.
 */
function copyText(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.readOnly = true;
  area.tabIndex = -1;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- the successor needs a permission (above)
    return document.execCommand('copy');
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
