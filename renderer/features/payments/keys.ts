/** Every key of the payments, written as renderer/ui/keys.ts wants them. In a row also: Enter goes on, the arrows change rows. */
export const keys = {
  open: 'Mod+O',
  search: 'F3',
  readAgain: 'F5',
  rest: 'F7',
  nextFault: 'F8',
  save: 'Mod+Enter',
  addRow: 'Shift+Enter',
  deleteRow: 'Mod+Backspace',
  undoDelete: 'Mod+Z',
} as const;
