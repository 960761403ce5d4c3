import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Fault } from '../../../domain/fault.ts';
import { type InvoiceState, isShown, type OpenInvoice } from './invoice-store.ts';

export const InvoiceContext = createContext<OpenInvoice | undefined>(undefined);

/** The invoice this form edits. @throws outside of an InvoiceContext: a mistake of the program */
export function useOpenInvoice(): OpenInvoice {
  const invoice = useContext(InvoiceContext);
  if (!invoice) throw new Error('no invoice is open here');
  return invoice;
}

/** One thing of the open invoice; the component is drawn again only when it changes. */
export const useInvoice = <T>(select: (state: InvoiceState) => T): T =>
  useStore(useOpenInvoice().store, select);

const none: readonly Fault[] = [];

/** The faults of one line that may be shown by now. */
export const useLineFaults = (lineId: string): readonly Fault[] =>
  useInvoice(
    useShallow((state) => {
      const faults = state.faultsByLine.get(lineId);
      return faults === undefined ? none : faults.filter((fault) => isShown(state, fault.path));
    }),
  );

/** The first fault at exactly this path, if it may be shown by now. */
export const useShownFault = (path: string): Fault | undefined =>
  useInvoice((state) =>
    isShown(state, path) ? state.faults.find((fault) => fault.path === path) : undefined,
  );
