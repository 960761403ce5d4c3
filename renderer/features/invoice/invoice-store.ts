import { createStore, type StoreApi } from 'zustand/vanilla';
import { findCode, saleConditions } from '../../../domain/billing/codes.ts';
import type {
  InvoiceForm,
  InvoiceKind,
  LineForm,
  OtherChargeForm,
  PartyForm,
  PaymentMeanForm,
} from '../../../domain/billing/invoice-form.ts';
import { type LiveTotals, liveTotals } from '../../../domain/billing/live-totals.ts';
import {
  emptyDiscount,
  emptyLine,
  emptyOtherCharge,
  emptyParty,
  emptyPaymentMean,
  ivaRateText,
} from '../../../domain/billing/new-form.ts';
import { isUntouched } from '../../../domain/billing/parsed-line.ts';
import { readInvoice } from '../../../domain/billing/read-invoice.ts';
import type { IssuerForm } from '../../../domain/company/company.ts';
import type { Fault } from '../../../domain/fault.ts';
import { type Amount, amountScale, formatAmount, parseAmount } from '../../../domain/money/amount.ts';
import { toScale } from '../../../domain/money/decimal.ts';
import { readTypedNumber } from '../../../domain/money/typed-number.ts';
import type { CabysEntry } from '../../../domain/lookups/answers.ts';
import { ivaCodeOfRate } from '../../../domain/tax/catalogue-rate.ts';
import type { Api } from '../../../preload/contract/calls.ts';
import type { CustomerView, Issued, ProductForm, ProductView } from '../../../preload/contract/documents.ts';
import type { CallError, FaultView } from '../../../preload/contract/errors.ts';
import { answered } from '../../app/answered.ts';
import { autosave } from '../../app/autosave.ts';
import { groupByLine, sameFaults } from './line-faults.ts';
import { linePart } from './line-parts.ts';
import { copyLine, withoutBlankRows } from './rows.ts';

/** Where what was typed is. */
export type Keeping =
  /** nothing typed yet in this form: there is nothing to keep */
  | { readonly kind: 'untouched' }
  | { readonly kind: 'pending' }
  /** in the database of this computer */
  | { readonly kind: 'kept'; readonly at: number }
  | { readonly kind: 'failed'; readonly error: CallError };

export type Issuing =
  | { readonly kind: 'editing' }
  | { readonly kind: 'sealing' }
  | { readonly kind: 'refused'; readonly error: CallError }
  | { readonly kind: 'issued'; readonly issued: Issued };

export interface InvoiceState {
  readonly form: InvoiceForm;
  readonly lineById: ReadonlyMap<string, LineForm>;
  readonly totals: LiveTotals;
  readonly faults: readonly Fault[];
  /** the same faults by line id; a line whose faults did not change keeps its array */
  readonly faultsByLine: ReadonlyMap<string, readonly Fault[]>;
  /** paths of the fields that were left at least once */
  readonly touched: ReadonlySet<string>;
  /** after the first try to issue every fault is shown */
  readonly tried: boolean;
  /** lines whose discounts and details are unfolded */
  readonly unfolded: ReadonlySet<string>;
  /** newest first */
  readonly removed: readonly { readonly line: LineForm; readonly index: number }[];
  /** the last thing done in the grid was deleting a line: Ctrl+Z is ours, not the field's */
  readonly canUndo: boolean;
  readonly keeping: Keeping;
  readonly issuing: Issuing;
  /** why a customer or product could not be stored; the invoice itself is not touched by it */
  readonly storeFault: CallError | undefined;
  /** something was typed about the customer since it was picked or stored */
  readonly customerChanged: boolean;
  /** "Crear cliente": stored as soon as it is complete */
  readonly creatingCustomer: boolean;
  /** "Crear producto": lines that become products as soon as they are complete */
  readonly creatingProducts: ReadonlySet<string>;
  /** 'customer' or the id of a line: what was stored from here and not changed since */
  readonly stored: ReadonlySet<string>;
}

export interface OpenInvoice {
  readonly store: StoreApi<InvoiceState>;
  readonly draftId: string;
  readonly issuer: IssuerForm;
  edit(patch: Partial<Omit<InvoiceForm, 'version' | 'lines' | 'customer' | 'paymentMeans'>>): void;
  setKind(kind: InvoiceKind): void;
  /** Also takes away the ready-made means of payment where none is wanted, and brings it back. */
  setSaleCondition(code: string): void;
  /** Colones are worth one colón; any other currency needs its rate. */
  setCurrency(code: string): void;
  /** @param rate decimal text with a point, as the look-up tells it */
  fillExchangeRate(rate: string): void;
  editCustomer(patch: Partial<PartyForm>): void;
  pickCustomer(customer: CustomerView): void;
  clearCustomer(): void;
  /** "Crear cliente": takes `text` as name, or as identification when it is a number. @returns which of the two it became */
  startCustomer(text: string): 'name' | 'identification';
  /** Stores the customer as it stands, under its old id when it was picked. */
  storeCustomer(): Promise<void>;
  /** The clerk left the customer: a new one that is complete is stored. */
  leaveCustomer(): Promise<void>;
  editLine(id: string, patch: Partial<Omit<LineForm, 'id'>>): void;
  /** Any other change of a line; `make` gives a new line and keeps its id. */
  changeLine(id: string, make: (line: LineForm) => LineForm): void;
  setIvaCode(id: string, code: string): void;
  /** The code, its words where the line has none, and the IVA code where exactly one has the catalogue's rate. */
  pickCabys(id: string, entry: CabysEntry): void;
  pickProduct(id: string, product: ProductView): void;
  startProduct(id: string): void;
  /** Stores what the line says as a product. */
  storeProduct(id: string): Promise<void>;
  /** Takes away rows of the line that were opened and left blank. */
  tidyLine(id: string): void;
  /** The clerk left the line: a new product that is complete is stored. */
  leaveLine(id: string): Promise<void>;
  /** @returns the id of the new line, after `afterId` or at the end */
  addLine(afterId?: string): string;
  /** @returns the id of the copy, right below */
  duplicateLine(id: string): string | undefined;
  /** @returns the id of the line that takes its place */
  deleteLine(id: string): string;
  /** @returns the id of the line brought back */
  undoDelete(): string | undefined;
  unfold(id: string, open: boolean): void;
  /** @returns the id of the new discount, undefined when the line holds five */
  addDiscount(lineId: string): string | undefined;
  /** The service of a restaurant, 10 % of the net sale. @returns the id of its row, also when it was there; undefined when full */
  addService(detail: string): string | undefined;
  /** @returns the id of the new row, undefined when there are four */
  addMean(): string | undefined;
  editMean(id: string, patch: Partial<Omit<PaymentMeanForm, 'id'>>): void;
  deleteMean(id: string): void;
  /** Fills in what the other means of payment leave. */
  fillRest(id: string): void;
  touch(path: string): void;
  /** Tarifa of an IVA code as a field shows it. */
  rateText(code: string): string;
  /** An id for a new row. */
  readonly newId: () => string;
  /** Saves what is not saved yet. */
  flush(): Promise<void>;
  /** Saves the form as it stands, after a save that failed. */
  keepAgain(): Promise<void>;
  /** @returns the path of the first fault that stops it, when one does */
  issue(): Promise<string | undefined>;
  /** Closes the form: flushes, stops its timers. */
  close(): Promise<void>;
}

export interface InvoiceDeps {
  readonly api: Pick<Api, 'call'>;
  readonly draftId: string;
  /** whose form it is, also while the clerk looks at another company: every call that writes names it */
  readonly companyId: string;
  readonly issuer: IssuerForm;
  readonly form: InvoiceForm;
  /** when the stored draft was last saved; undefined for a new one */
  readonly keptAt?: number | undefined;
  /** path of the field to begin at: it is unfolded, and its fault shown at once */
  readonly focus?: string | undefined;
  /** `YYYY-MM-DD` in Costa Rica */
  readonly today: () => string;
  readonly newId: () => string;
  /** how numbers are written into fields: the language's decimal mark */
  readonly decimalMark: () => '.' | ',';
}

/** One object each: a keystroke that changes neither draws neither again. */
const pending: Keeping = { kind: 'pending' };
const editing: Issuing = { kind: 'editing' };

/** DOMAIN.md 4.3, counts */
export const mostDiscounts = 5;
export const mostMeans = 4;
export const mostLines = 1_000;
export const mostCharges = 15;
export const mostReferences = 10;
/** A draft is on the disk within a second, also when the clerk never pauses (UX.md, promise 1). */
const autosaveMs = 400;
/** Above this many lines the faults are looked for after the totals are painted. */
const faultsAtOnceLines = 60;
const faultsLaterMs = 120;
const checkLaterMs = 300;
/** Nota 16: the 10 % of a restaurant's service */
const serviceCharge = '06';

/** Decimal text as a field shows it. A single group of three decimals gets a zero more, so that it never reads as thousands. */
export function fieldText(machineText: string, mark: '.' | ','): string {
  const safe = /^\d{1,3}\.\d{3}$/.test(machineText) ? `${machineText}0` : machineText;
  return safe.replace('.', mark);
}

const typedAmount = (text: string): Amount | undefined => {
  const typed = readTypedNumber(text, amountScale);
  return typed.kind === 'read' ? toScale(typed.value, amountScale).unscaled : undefined;
};

const sum = (amounts: readonly Amount[]): Amount => {
  let total: Amount = parseAmount('0') ?? 0n;
  for (const each of amounts) total += each;
  return total;
};

const without = (set: ReadonlySet<string>, member: string): ReadonlySet<string> => {
  if (!set.has(member)) return set;
  const less = new Set(set);
  less.delete(member);
  return less;
};

/** The identification type a bare number of this length usually is (DOMAIN.md 3.1); '' when it fits none. */
function typeOfNumber(digits: string): string {
  switch (digits.length) {
    case 9:
      return '01';
    case 10:
      return '02';
    case 11:
    case 12:
      return '03';
    default:
      return '';
  }
}

/** Detalle (DOMAIN.md 4.3). */
const longestDetail = 200;

/** A fault found by main, as the form's own. */
const toFault = ({ code, path, severity, values }: FaultView): Fault =>
  values === undefined ? { code, path, severity } : { code, path, severity, values };

/** The line that must be unfolded for the field of a path to be on the page. */
const unfoldedAt = (path: string | undefined): readonly string[] => {
  const [, lineId] = path?.split('.') ?? [];
  return path !== undefined && lineId !== undefined && linePart(path) !== undefined ? [lineId] : [];
};

export function openInvoice(deps: InvoiceDeps): OpenInvoice {
  const { api, draftId, companyId, issuer, newId } = deps;

  /** what only main could find (catalogues, the document this one was made from), in the form as it was then */
  let ofMain: readonly Fault[] = [];
  const readFaults = (form: InvoiceForm): readonly Fault[] => {
    const own: readonly Fault[] = readInvoice(form, { issuer, today: deps.today() }).faults;
    return ofMain.length === 0 ? own : [...own, ...ofMain];
  };
  const first = deps.form;
  const firstFaults = readFaults(first);
  const store = createStore<InvoiceState>(() => ({
    form: first,
    lineById: new Map(first.lines.map((line) => [line.id, line])),
    totals: liveTotals(first),
    faults: firstFaults,
    faultsByLine: groupByLine(firstFaults, new Map()),
    touched: new Set(deps.focus === undefined ? [] : [deps.focus]),
    tried: false,
    unfolded: new Set(unfoldedAt(deps.focus)),
    removed: [],
    canUndo: false,
    keeping: deps.keptAt === undefined ? { kind: 'untouched' } : { kind: 'kept', at: deps.keptAt },
    issuing: { kind: 'editing' },
    storeFault: undefined,
    customerChanged: first.customerId === '',
    creatingCustomer: false,
    creatingProducts: new Set(),
    stored: new Set(),
  }));
  const { getState, setState } = store;

  let faultsTimer: ReturnType<typeof setTimeout> | undefined;
  const lookForFaults = (): void => {
    clearTimeout(faultsTimer);
    faultsTimer = undefined;
    const { form, faults: before, faultsByLine } = getState();
    const faults = readFaults(form);
    if (!sameFaults(faults, before)) setState({ faults, faultsByLine: groupByLine(faults, faultsByLine) });
  };

  let checkTimer: ReturnType<typeof setTimeout> | undefined;
  /** A moment after the last keystroke: main looks into tables and documents for it. */
  const checkInMain = (asked: InvoiceForm): void => {
    clearTimeout(checkTimer);
    checkTimer = setTimeout(() => {
      void answered(api.call('drafts.check', { companyId, form: asked })).then((found) => {
        if (!found.ok || getState().form !== asked) return undefined;
        ofMain = found.value.map(toFault);
        lookForFaults();
        return undefined;
      });
    }, checkLaterMs);
  };
  checkInMain(first);

  const keep = autosave<InvoiceForm>(async (form) => {
    const saved = await answered(api.call('drafts.save', { companyId, id: draftId, form }));
    if (!saved.ok) setState({ keeping: { kind: 'failed', error: saved.error } });
    else if (getState().form === form) setState({ keeping: { kind: 'kept', at: saved.value.updatedAt } });
  }, autosaveMs);

  /** Every change goes through here: totals at once, faults at once or right after the paint, the draft on its way. */
  const change = (form: InvoiceForm, also: Partial<InvoiceState> = {}): void => {
    if (getState().issuing.kind === 'issued' || getState().issuing.kind === 'sealing') return;
    const { lineById, form: before } = getState();
    setState({
      form,
      lineById: form.lines === before.lines ? lineById : new Map(form.lines.map((line) => [line.id, line])),
      totals: liveTotals(form),
      keeping: pending,
      issuing: editing,
      canUndo: false,
      storeFault: undefined,
      ...also,
    });
    keep.changed(form);
    checkInMain(form);
    if (form.lines.length <= faultsAtOnceLines) lookForFaults();
    else {
      clearTimeout(faultsTimer);
      faultsTimer = setTimeout(lookForFaults, faultsLaterMs);
    }
  };
  const form = (): InvoiceForm => getState().form;
  const changeLines = (lines: readonly LineForm[], also?: Partial<InvoiceState>): void =>
    change({ ...form(), lines: [...lines] }, also);
  const changeLine = (id: string, make: (line: LineForm) => LineForm, also?: Partial<InvoiceState>): void =>
    changeLines(
      form().lines.map((line) => (line.id === id ? make(line) : line)),
      also,
    );
  const changeMeans = (make: (means: readonly PaymentMeanForm[]) => readonly PaymentMeanForm[]): void =>
    change({ ...form(), paymentMeans: [...make(form().paymentMeans)] });

  const rateText = (code: string): string => fieldText(ivaRateText(code, deps.today()), deps.decimalMark());

  /** A stored number with the language's decimal mark; another text as it is. */
  const shownNumber = (stored: string): string =>
    /^\d+(?:\.\d+)?$/.test(stored) ? fieldText(stored, deps.decimalMark()) : stored;

  const storeCustomer = async (): Promise<void> => {
    const { customer, customerId } = form();
    const stored = await answered(
      api.call('customers.save', {
        companyId,
        ...(customerId === '' ? {} : { id: customerId }),
        party: customer,
      }),
    );
    if (!stored.ok) {
      setState({ storeFault: stored.error });
      return;
    }
    // What was typed meanwhile stays: only the link is added.
    change(
      { ...form(), customerId: stored.value.id },
      {
        stored: new Set([...getState().stored, 'customer']),
        creatingCustomer: false,
        customerChanged: false,
      },
    );
  };
  const storeProduct = async (id: string): Promise<void> => {
    const line = getState().lineById.get(id);
    if (line === undefined) return;
    const product: ProductForm = {
      code: line.productCode,
      detail: line.detail,
      cabys: line.cabys,
      unit: line.unit,
      unitPrice: line.unitPrice,
      ivaCode: line.ivaCode,
      ivaRate: line.ivaRate,
    };
    const stored = await answered(api.call('products.save', { companyId, product }));
    if (stored.ok) {
      setState({
        stored: new Set([...getState().stored, id]),
        creatingProducts: without(getState().creatingProducts, id),
      });
    } else setState({ storeFault: stored.error });
  };

  /** What was only opened and left blank is not part of the document: nothing typed is lost with it. */
  const dropBlankRows = (id: string): void => {
    const line = getState().lineById.get(id);
    if (line === undefined) return;
    const less = withoutBlankRows(line);
    if (less !== line) changeLine(id, () => less);
  };

  return {
    store,
    draftId,
    issuer,
    edit: (patch) => change({ ...form(), ...patch }),
    setKind: (kind) => change({ ...form(), kind }),
    newId,
    rateText,
    setSaleCondition: (code) => {
      const { paymentMeans } = form();
      const needsMeans = findCode(saleConditions, code)?.needsPaymentMeans ?? true;
      const [only, ...others] = paymentMeans;
      const readyMade = only !== undefined && others.length === 0 && only.amount.trim() === '';
      let means = paymentMeans;
      if (!needsMeans && readyMade) means = [];
      if (needsMeans && only === undefined) means = [{ ...emptyPaymentMean(newId()), code: '01' }];
      change({ ...form(), saleCondition: code, paymentMeans: means });
    },
    setCurrency: (code) =>
      change({
        ...form(),
        currency: code,
        exchangeRate: code === 'CRC' ? '1' : form().currency === 'CRC' ? '' : form().exchangeRate,
      }),

    editCustomer: (patch) =>
      change(
        { ...form(), customer: { ...form().customer, ...patch } },
        { stored: without(getState().stored, 'customer'), customerChanged: true },
      ),
    pickCustomer: ({ id, party }) =>
      change(
        { ...form(), customer: party, customerId: id },
        { stored: without(getState().stored, 'customer'), creatingCustomer: false, customerChanged: false },
      ),
    clearCustomer: () =>
      change(
        { ...form(), customer: emptyParty(), customerId: '' },
        { stored: without(getState().stored, 'customer'), creatingCustomer: false },
      ),
    startCustomer: (text) => {
      const typed = text.trim();
      const digits = typed.replaceAll(/[\s-]/g, '');
      const isNumber = /^\d+$/.test(digits);
      const party = { ...emptyParty(), email: form().customer.email };
      const customer = isNumber
        ? { ...party, identificationType: typeOfNumber(digits), identificationNumber: digits }
        : { ...party, name: typed, identificationType: form().customer.identificationType };
      change({ ...form(), customer, customerId: '' }, { creatingCustomer: true, customerChanged: true });
      return isNumber ? 'identification' : 'name';
    },
    storeCustomer,
    leaveCustomer: async () => {
      const { creatingCustomer, faults } = getState();
      const { customer, customerId } = form();
      const complete =
        customer.name.trim() !== '' &&
        customer.identificationNumber.trim() !== '' &&
        !faults.some((fault) => fault.severity === 'blocks' && /^customer\b/.test(fault.path));
      if (creatingCustomer && customerId === '' && complete) await storeCustomer();
    },

    editLine: (id, patch) => changeLine(id, (line) => ({ ...line, ...patch })),
    changeLine: (id, make) => changeLine(id, make),
    setIvaCode: (id, code) => changeLine(id, (line) => ({ ...line, ivaCode: code, ivaRate: rateText(code) })),
    fillExchangeRate: (rate) => change({ ...form(), exchangeRate: shownNumber(rate) }),
    pickCabys: (id, { code, description, rate }) =>
      changeLine(id, (line) => {
        const ivaCode = rate === undefined ? undefined : ivaCodeOfRate(rate, form().kind, deps.today());
        return {
          ...line,
          cabys: code,
          detail: line.detail.trim() === '' ? description.slice(0, longestDetail) : line.detail,
          ...(ivaCode === undefined ? {} : { ivaCode, ivaRate: rateText(ivaCode) }),
        };
      }),
    pickProduct: (id, { product }) =>
      changeLine(
        id,
        (line) => ({
          ...line,
          productCode: product.code,
          detail: product.detail,
          cabys: product.cabys,
          unit: product.unit,
          unitPrice: shownNumber(product.unitPrice),
          ivaCode: product.ivaCode,
          ivaRate: shownNumber(product.ivaRate),
          quantity: line.quantity.trim() === '' ? '1' : line.quantity,
        }),
        { creatingProducts: without(getState().creatingProducts, id) },
      ),
    startProduct: (id) => setState({ creatingProducts: new Set([...getState().creatingProducts, id]) }),
    storeProduct,
    tidyLine: dropBlankRows,
    leaveLine: async (id) => {
      const { creatingProducts, faultsByLine, lineById } = getState();
      const line = lineById.get(id);
      if (!creatingProducts.has(id) || line === undefined) return;
      const complete = line.cabys.trim() !== '' && line.unitPrice.trim() !== '' && line.detail.trim() !== '';
      const stopped = (faultsByLine.get(id) ?? []).some((fault) => fault.severity === 'blocks');
      if (complete && !stopped) await storeProduct(id);
    },

    addLine: (afterId) => {
      const line = emptyLine(newId(), form().kind);
      const { lines } = form();
      const at = afterId === undefined ? lines.length : lines.findIndex((each) => each.id === afterId) + 1;
      changeLines(lines.toSpliced(at === 0 ? lines.length : at, 0, line));
      return line.id;
    },
    duplicateLine: (id) => {
      const { lines } = form();
      const at = lines.findIndex((each) => each.id === id);
      const line = lines[at];
      if (line === undefined) return undefined;
      const copy = copyLine(line, newId);
      changeLines(lines.toSpliced(at + 1, 0, copy));
      return copy.id;
    },
    deleteLine: (id) => {
      const { lines } = form();
      const at = lines.findIndex((each) => each.id === id);
      const line = lines[at];
      if (line === undefined) return id;
      const left = lines.toSpliced(at, 1);
      // the grid is never without a line to type in
      if (left.length === 0) left.push(emptyLine(newId(), form().kind));
      const { removed } = getState();
      changeLines(
        left,
        isUntouched(line) ? {} : { removed: [{ line, index: at }, ...removed], canUndo: true },
      );
      return (left[at] ?? left[left.length - 1] ?? line).id;
    },
    undoDelete: () => {
      const [last, ...older] = getState().removed;
      if (last === undefined) return undefined;
      changeLines(form().lines.toSpliced(last.index, 0, last.line), {
        removed: older,
        canUndo: older.length > 0,
      });
      return last.line.id;
    },
    unfold: (id, open) => {
      const unfolded = new Set(getState().unfolded);
      if (open) unfolded.add(id);
      else unfolded.delete(id);
      setState({ unfolded });
    },

    addDiscount: (lineId) => {
      const line = getState().lineById.get(lineId);
      if (line === undefined || line.discounts.length >= mostDiscounts) return undefined;
      const discount = emptyDiscount(newId());
      changeLine(lineId, (each) => ({ ...each, discounts: [...each.discounts, discount] }));
      return discount.id;
    },
    addService: (detail) => {
      const { otherCharges } = form();
      const there = otherCharges.find((charge) => charge.type === serviceCharge);
      if (there !== undefined || otherCharges.length >= mostCharges) return there?.id;
      const charge: OtherChargeForm = {
        ...emptyOtherCharge(newId()),
        type: serviceCharge,
        detail,
        mode: 'percent',
        value: '10',
      };
      change({ ...form(), otherCharges: [...otherCharges, charge] });
      return charge.id;
    },

    addMean: () => {
      if (form().paymentMeans.length >= mostMeans) return undefined;
      const mean = emptyPaymentMean(newId());
      changeMeans((means) => [...means, mean]);
      return mean.id;
    },
    editMean: (id, patch) =>
      changeMeans((means) => means.map((each) => (each.id === id ? { ...each, ...patch } : each))),
    deleteMean: (id) => changeMeans((means) => means.filter((each) => each.id !== id)),
    fillRest: (id) => {
      const others = form().paymentMeans.filter((each) => each.id !== id);
      const rest =
        getState().totals.summary.total - sum(others.map((each) => typedAmount(each.amount) ?? 0n));
      if (rest <= 0n) return;
      const amount = fieldText(formatAmount(rest), deps.decimalMark());
      changeMeans((means) => means.map((each) => (each.id === id ? { ...each, amount } : each)));
    },

    touch: (path) => {
      const { touched } = getState();
      if (!touched.has(path)) setState({ touched: new Set([...touched, path]) });
    },
    flush: () => keep.flush(),
    keepAgain: () => {
      keep.changed(form());
      return keep.flush();
    },
    issue: async () => {
      const { kind } = getState().issuing;
      if (kind === 'sealing' || kind === 'issued') return undefined;
      for (const { id } of form().lines) dropBlankRows(id);
      lookForFaults();
      setState({ tried: true });
      const stopping = getState().faults.find((fault) => fault.severity === 'blocks');
      if (stopping !== undefined) return stopping.path;
      setState({ issuing: { kind: 'sealing' } });
      await keep.flush();
      const answer = await answered(api.call('invoices.issue', { companyId, draftId, form: form() }));
      if (answer.ok) {
        setState({ issuing: { kind: 'issued', issued: answer.value } });
        return undefined;
      }
      const faults = answer.error.faults ?? [];
      if (answer.error.code === 'faults' && faults.length > 0) {
        const kept = faults.map(toFault);
        setState({
          issuing: { kind: 'editing' },
          faults: kept,
          faultsByLine: groupByLine(kept, getState().faultsByLine),
        });
        return kept.find((fault) => fault.severity === 'blocks')?.path;
      }
      setState({ issuing: { kind: 'refused', error: answer.error } });
      return undefined;
    },
    close: () => {
      clearTimeout(faultsTimer);
      clearTimeout(checkTimer);
      return keep.flush();
    },
  };
}

/** Whether the fault at this path may be shown yet. A list typed as one text (`serials.3`) is left as a whole. */
export const isShown = (state: Pick<InvoiceState, 'tried' | 'touched'>, path: string): boolean =>
  state.tried || state.touched.has(path) || state.touched.has(path.replace(/\.\d+$/, ''));
