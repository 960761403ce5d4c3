/**
 * The focus of who works by keys is never lost: when the control that has it goes away (a row that was sent, a button that has done its
 * work) or is disabled for a while, it moves to the nearest thing around it that still exists, or comes back. Never onto a button that
 * does something by itself (inside `data-acts`): Enter pressed once too often must do nothing. Only inside what is marked with
 * `data-keeps-focus`; when that goes away as a whole, what takes its place decides.
 * @returns stops watching
 */
export function keepFocus(document: Document): () => void {
  /** the control that had the focus last, and what it stands in, innermost first */
  let path: readonly HTMLElement[] = [];
  let planned = 0;

  const remember = (): void => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && activeElement !== document.body) path = pathOf(activeElement);
  };
  // a click on nothing takes the focus away on purpose
  const forget = (): void => {
    path = [];
  };
  const check = (): void => {
    planned = 0;
    const [last, ...around] = path;
    if (last === undefined || !isLost(document)) return;
    if (last.isConnected) {
      if (!last.matches(':disabled')) last.focus({ preventScroll: true });
      return;
    }
    for (const place of around) {
      if (!place.isConnected) continue;
      const home = homeIn(place);
      if (home === undefined) continue;
      home.focus({ preventScroll: true });
      return;
    }
    // nothing in it can have the focus: then the place itself, from where Tab goes on
    around.at(-1)?.focus({ preventScroll: true });
  };
  const plan = (): void => {
    // whoever has a better idea where the focus goes has it before the next frame
    if (planned === 0 && path.length > 0 && isLost(document)) planned = requestAnimationFrame(check);
  };
  const observer = new MutationObserver(plan);
  observer.observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  document.addEventListener('focusin', remember);
  document.addEventListener('pointerdown', forget);
  document.addEventListener('click', remember);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(planned);
    document.removeEventListener('focusin', remember);
    document.removeEventListener('pointerdown', forget);
    document.removeEventListener('click', remember);
  };
}

/** A disabled control hears no key, whether or not the browser has taken the focus from it yet. */
const isLost = ({ activeElement, body }: Document): boolean =>
  activeElement === null || activeElement === body || activeElement.matches(':disabled');

function pathOf(control: HTMLElement): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let each: HTMLElement | null = control; each; each = each.parentElement) {
    path.push(each);
    if ('keepsFocus' in each.dataset) return path;
  }
  // menus, dialogs and the grid of the invoice give the focus back themselves
  return [];
}

const homes = 'button:not(:disabled), a[href], summary, [role="row"]';

const homeIn = (place: HTMLElement): HTMLElement | undefined =>
  [...place.querySelectorAll<HTMLElement>(homes)].find(
    (each) => each.tabIndex >= 0 && each.closest('[data-acts]') === null,
  );
