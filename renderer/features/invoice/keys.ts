/**
 * Every key of the invoice, written as renderer/ui/keys.ts wants them: matched, shown in tooltips and told to screen readers
 * from this one list. Inside the grid also: Enter and Shift+Enter, the arrows, Tab (grid-move.ts).
 */
export const keys = {
  issue: 'Mod+Enter',
  nextFault: 'F8',
  previousFault: 'Shift+F8',
  nextSection: 'F6',
  previousSection: 'Shift+F6',
  switchKind: 'Mod+Shift+K',
  newLine: 'Shift+Enter',
  duplicateLine: 'Mod+D',
  deleteLine: 'Mod+Backspace',
  undoDelete: 'Mod+Z',
  discounts: 'Mod+Shift+D',
  rest: 'F7',
  service: 'Mod+Shift+S',
  openList: 'Alt+ArrowDown',
  /** once issued; the next document has the window's own keys (app/sections.ts) */
  showDocument: 'Mod+Shift+O',
} as const;
