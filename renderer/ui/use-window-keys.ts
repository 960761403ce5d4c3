import { useEffectEvent, useLayoutEffect } from 'react';

/**
 * Keys pressed anywhere in the window, heard from the moment the screen stands: listening only after the paint would lose the
 * chord of a clerk who is quicker than that.
 */
export function useWindowKeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useEffectEvent(onKey);
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent): void => latest(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
