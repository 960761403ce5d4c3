const fieldOf = (path: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);

/**
 * The paths to try for a fault, nearest first: `lines.a.serials.3` is shown in the field of `lines.a.serials`, a fault of a whole
 * list at the button that adds to it. Never as far as the line or the list of all lines: what stands there is another field.
 */
export function nearPaths(path: string): readonly string[] {
  const parts = path.split('.');
  const least = parts[0] === 'lines' ? 3 : 1;
  const paths = [path];
  for (let length = parts.length - 1; length >= least; length -= 1)
    paths.push(parts.slice(0, length).join('.'));
  return paths;
}

/** Puts the cursor into the field of a path, or the nearest around it, unfolding what hides it. @returns whether it is on the page */
export function focusPath(path: string): boolean {
  let field: HTMLElement | null = null;
  for (const near of nearPaths(path)) field ??= fieldOf(near);
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
