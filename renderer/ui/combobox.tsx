import { clsx } from 'clsx';
import { useCombobox } from 'downshift';
import { Plus } from 'lucide-react';
import {
  type CSSProperties,
  type InputHTMLAttributes,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import styles from './combobox.module.css';
import { useFieldControl } from './field.tsx';
import inputStyles from './input.module.css';

export interface ComboboxProps<Item> {
  /** the input's own text; the combobox never changes it by itself */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** a local look-up; while it is on its way (or fails) the field stays typeable */
  readonly search: (text: string) => Promise<readonly Item[]>;
  readonly itemKey: (item: Item) => string;
  readonly renderItem: (item: Item) => ReactNode;
  readonly onPick: (item: Item) => void;
  /** the item that Enter takes without an arrow key: an exact match of a code or number */
  readonly isExact?: (item: Item, text: string) => boolean;
  /** words of the last row, "Crear ..."; undefined: no such row for this text */
  readonly createWords?: (text: string) => string | undefined;
  readonly onCreate?: (text: string) => void;
  /** names the list for screen readers */
  readonly listLabel: string;
  /** no border until hovered or focused: for cells of a grid */
  readonly bare?: boolean;
  /** aria-label, aria-describedby, data-*, placeholder ...; inside a `Field` it takes its label from it */
  readonly inputProps?: Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'onKeyDown'> & {
    readonly [data: `data-${string}`]: string | undefined;
  };
  /** keys the combobox does not use itself (a closed list leaves the arrows and Enter to the grid) */
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** after the clerk picked or created */
  readonly onDone?: () => void;
}

type Row<Item> =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'create'; readonly words: string };

/**
 * A field that finds what is stored, or goes on with what was typed. Opens while typing or with Alt+Down; a closed list uses
 * no key but those. Built on downshift (WAI-ARIA combobox pattern with list autocomplete).
 */
export function Combobox<Item>(props: ComboboxProps<Item>): ReactNode {
  const { text, onText, search, itemKey, renderItem, onPick, isExact, createWords, onCreate, onDone } = props;
  const [found, setFound] = useState<{ readonly text: string; readonly items: readonly Item[] }>({
    text: '',
    items: [],
  });
  const asked = useRef(0);
  const askedText = useRef('');
  const menu = useRef<HTMLUListElement>(null);
  const anchor = `--combobox-${useId().replaceAll(/[^A-Za-z0-9]/g, '')}`;

  const control = useFieldControl();
  const words = createWords?.(text);
  const rows: readonly Row<Item>[] = [
    ...found.items.map((item) => ({ kind: 'item', item }) as const),
    ...(words === undefined ? [] : [{ kind: 'create', words } as const]),
  ];

  /** @returns the exact match */
  const ask = async (wanted: string): Promise<Item | undefined> => {
    asked.current += 1;
    askedText.current = wanted;
    const turn = asked.current;
    const items = await search(wanted);
    // an answer that comes after a newer question is dropped
    if (turn !== asked.current) return undefined;
    setFound({ text: wanted, items });
    const exact = isExact ? items.findIndex((item) => isExact(item, wanted)) : -1;
    combobox.setHighlightedIndex(exact);
    return items[exact];
  };
  /**
   * Enter came before the answer, as from a barcode reader: an exact code is taken all the same. The cursor moves on at once,
   * so that the next key never lands in this field; it goes where a pick leads only if nothing was typed there meanwhile.
   */
  const takeWhenAnswered = async (event: KeyboardEvent<HTMLInputElement>): Promise<void> => {
    const answer = ask(text);
    combobox.closeMenu();
    props.onKeyDown?.(event);
    const next = document.activeElement;
    const before = next instanceof HTMLInputElement ? next.value : undefined;
    const exact = await answer;
    if (exact === undefined) return;
    // looked at before the pick fills that field itself
    const typedOn = next instanceof HTMLInputElement && next.value !== before;
    onPick(exact);
    if (document.activeElement === next && !typedOn) onDone?.();
  };

  const combobox = useCombobox<Row<Item>>({
    items: [...rows],
    inputValue: text,
    selectedItem: null,
    itemToString: () => text,
    onSelectedItemChange: ({ selectedItem }) => {
      if (!selectedItem) return;
      if (selectedItem.kind === 'create') onCreate?.(text);
      else onPick(selectedItem.item);
      onDone?.();
    },
    stateReducer: (_state, { type, changes }) => {
      switch (type) {
        // leaving the field takes nothing: only Enter or a click picks
        case useCombobox.stateChangeTypes.InputBlur:
          return { ...changes, selectedItem: null };
        case useCombobox.stateChangeTypes.InputClick:
          return { ...changes, isOpen: false };
        default:
          return changes;
      }
    },
  });
  const { isOpen, highlightedIndex } = combobox;
  const shown = isOpen && rows.length > 0;

  useEffect(() => {
    const list = menu.current;
    if (!list?.showPopover) return;
    if (shown && !list.matches(':popover-open')) list.showPopover();
    if (!shown && list.matches(':popover-open')) list.hidePopover();
  }, [shown]);

  const {
    onKeyDown: ownKeys,
    onChange: ownChange,
    ...inputRest
  } = combobox.getInputProps({
    autoComplete: 'off',
    spellCheck: false,
    ...control,
    ...props.inputProps,
    className: clsx(inputStyles['input'], props.bare && inputStyles['bare'], props.inputProps?.className),
  }) as InputHTMLAttributes<HTMLInputElement>; // downshift types its prop getters as any

  const keys = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chord = event.ctrlKey || event.metaKey;
    const arrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    if (shown && !chord) {
      const takes = arrow || event.key === 'Escape' || (event.key === 'Enter' && highlightedIndex >= 0);
      if (takes) {
        if (event.key === 'Enter') event.preventDefault();
        event.stopPropagation();
        ownKeys?.(event);
        return;
      }
    } else if (arrow && event.altKey) {
      void ask(text);
      combobox.openMenu();
      event.preventDefault();
      return;
    }
    // asked for this text, and the answer is not on screen yet
    const unanswered = askedText.current === text && found.text !== text && text.trim() !== '';
    if (event.key === 'Enter' && !chord && isExact && unanswered) {
      event.preventDefault();
      void takeWhenAnswered(event);
      return;
    }
    if (event.key === 'Enter' && shown) combobox.closeMenu();
    props.onKeyDown?.(event);
  };

  // anchor-name is newer than React's style types
  const anchored = { anchorName: anchor } as CSSProperties;
  const placed = { positionAnchor: anchor } as CSSProperties;
  return (
    <div className={styles['wrap']} style={anchored}>
      <input
        type="text"
        {...inputRest}
        // downshift names a label of its own, which does not exist here
        aria-labelledby={props.inputProps?.['aria-labelledby']}
        onKeyDown={keys}
        onChange={(event) => {
          onText(event.target.value);
          ownChange?.(event);
          void ask(event.target.value);
        }}
      />
      <ul
        // oxlint-disable-next-line react/refs -- the getter hands the ref on, it does not read it
        {...combobox.getMenuProps({ ref: menu, 'aria-label': props.listLabel })}
        popover="manual"
        className={styles['menu']}
        style={placed}
      >
        {shown &&
          rows.map((row, index) => (
            <li
              key={row.kind === 'item' ? itemKey(row.item) : 'create'}
              className={clsx(
                styles['item'],
                index === highlightedIndex && styles['highlighted'],
                row.kind === 'create' && styles['create'],
                row.kind === 'create' && index > 0 && styles['createAfterItems'],
              )}
              {...combobox.getItemProps({ item: row, index })}
            >
              {row.kind === 'create' ? (
                <>
                  <Plus size={16} aria-hidden />
                  {row.words}
                </>
              ) : (
                renderItem(row.item)
              )}
            </li>
          ))}
      </ul>
    </div>
  );
}
