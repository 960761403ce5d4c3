/** Puts the cursor into the field of a path, if it is on the page. @returns whether it was */
export function focusPath(path: string): boolean {
  const field = document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  if (!field) return false;
  for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true;
  }
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
  field.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Runs when React has drawn what was just changed, still before the next key: nothing typed fast lands in the old field. */
export const afterDraw = (run: () => void): void => queueMicrotask(run);
