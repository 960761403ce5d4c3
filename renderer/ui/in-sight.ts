/** As a `ref`: what opens below the edge of its pane is scrolled into sight, with the buttons that end it. */
export const inSight = (panel: HTMLElement | null): void => {
  // not in the document of the unit tests
  panel?.scrollIntoView?.({ block: 'nearest' });
};
