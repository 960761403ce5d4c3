/** The cells of a line, left to right; `line-cells` hold `data-cell` with these names. */
export const columns = [
  'detail',
  'cabys',
  'quantity',
  'unit',
  'unitPrice',
  'discount',
  'ivaCode',
  'ivaRate',
] as const;
export type Column = (typeof columns)[number];

/** Where Enter stops: what a clerk types in an ordinary line. Discounts and the rate are reached by Tab or their own key. */
const enterStops: readonly Column[] = ['detail', 'cabys', 'quantity', 'unit', 'unitPrice', 'ivaCode'];

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export type GridMove =
  | { readonly kind: 'focus'; readonly lineId: string; readonly column: Column }
  | { readonly kind: 'new-line'; readonly afterId: string }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'undo-delete' }
  | { readonly kind: 'discounts' };

export interface GridPlace {
  readonly lineIds: readonly string[];
  readonly lineId: string;
  readonly column: Column;
  /** a deleted line can come back, and nothing was typed since */
  readonly canUndo: boolean;
  /** the line has all it needs but its quantity: it came from a product, or was typed before */
  readonly filled?: boolean;
}

const nextStop = (column: Column): Column | undefined => {
  const here = columns.indexOf(column);
  return enterStops.find((stop) => columns.indexOf(stop) > here);
};

/** What a key does in the grid. @returns undefined: the field keeps the key */
export function gridMove(press: KeyPress, place: GridPlace): GridMove | undefined {
  const { lineIds, lineId, column } = place;
  const at = lineIds.indexOf(lineId);
  const chord = press.ctrlKey || press.metaKey;
  const beside = (step: -1 | 1): GridMove | undefined => {
    const other = lineIds[at + step];
    return other === undefined ? undefined : { kind: 'focus', lineId: other, column };
  };
  if (chord && !press.altKey) {
    switch (press.key) {
      case 'd':
      case 'D':
        return press.shiftKey ? { kind: 'discounts' } : { kind: 'duplicate' };
      case 'Backspace':
        return { kind: 'delete' };
      case 'z':
      case 'Z':
        return place.canUndo && !press.shiftKey ? { kind: 'undo-delete' } : undefined;
      default:
        return undefined;
    }
  }
  if (press.altKey) return undefined;
  switch (press.key) {
    case 'ArrowUp':
      return beside(-1);
    case 'ArrowDown':
      return beside(1);
    case 'Enter': {
      if (press.shiftKey) return { kind: 'new-line', afterId: lineId };
      // after the quantity of a product nothing is left to type in its line
      const stop = column === 'quantity' && place.filled === true ? undefined : nextStop(column);
      if (stop !== undefined) return { kind: 'focus', lineId, column: stop };
      const below = lineIds[at + 1];
      return below === undefined
        ? { kind: 'new-line', afterId: lineId }
        : { kind: 'focus', lineId: below, column: 'detail' };
    }
    default:
      return undefined;
  }
}
