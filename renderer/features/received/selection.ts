/** Which rows are chosen, by id: a list that is read again keeps them, those that are gone from it drop out. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** where a range begins */
  readonly anchor?: string;
}

export const noSelection: Selection = { ids: new Set() };

export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** All rows between the last one chosen and this one, added to what is chosen. @param order ids as shown */
export function extended({ ids, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const to = order.indexOf(id);
  const from = anchor === undefined ? to : order.indexOf(anchor);
  if (to === -1) return { ids, ...(anchor === undefined ? {} : { anchor }) };
  const [first, last] = from === -1 ? [to, to] : from < to ? [from, to] : [to, from];
  return { ids: new Set([...ids, ...order.slice(first, last + 1)]), anchor: anchor ?? id };
}

export const all = (order: readonly string[]): Selection => ({ ids: new Set(order) });

/** Without those that are no longer shown. */
export const within = ({ ids }: Selection, order: readonly string[]): readonly string[] =>
  order.filter((id) => ids.has(id));
