/**
 * Keys are written once, as `Mod+Enter`, `Alt+1`, `F8` (Mod = Ctrl on Windows and Linux, Command on macOS), and used for
 * matching events, for tooltips and for `aria-keyshortcuts`.
 */
export const mac = globalThis.navigator?.platform.startsWith('Mac') ?? false;

const shown: Readonly<Record<string, string>> = mac
  ? { Mod: '⌘', Alt: '⌥', Shift: '⇧', Ctrl: '⌃', Enter: '↵', Backspace: '⌫', Escape: 'Esc' }
  : { Mod: 'Ctrl', Escape: 'Esc', Backspace: '⌫' };
const arrows: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** `Mod+Enter` -> `Ctrl+Enter`, on macOS `⌘↵`. */
export const showKeys = (keys: string): string =>
  keys
    .split('+')
    .map((key) => shown[key] ?? arrows[key] ?? key)
    .join(mac ? '' : '+');

/** For `aria-keyshortcuts`: `Mod+Enter` -> `Control+Enter` or `Meta+Enter`. */
export const ariaKeys = (keys: string): string =>
  keys
    .split('+')
    .map((key) => (key === 'Mod' ? (mac ? 'Meta' : 'Control') : key === 'Ctrl' ? 'Control' : key))
    .join('+');

interface KeyEvent {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** True when the event is exactly these keys. Letters and digits match by place too, so that Alt+1 works on macOS (where it types "¡"). */
export function matchesKeys(event: KeyEvent, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  const ctrl = wants('Ctrl') || (wants('Mod') && !mac);
  const meta = wants('Mod') && mac;
  if (event.ctrlKey !== ctrl || event.metaKey !== meta) return false;
  if (event.altKey !== wants('Alt') || event.shiftKey !== wants('Shift')) return false;
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  if (/^\d$/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}`;
  return /^[a-z]$/i.test(key) && event.altKey && event.code === `Key${key.toUpperCase()}`;
}
