import { cleanup, configure, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CabysEntry, Taxpayer } from '../../../../domain/lookups/answers.ts';
import type { TaxpayerAnswer } from '../../../../preload/contract/lookups.ts';
import { CabysField } from '../../../../renderer/lookups/cabys-field.tsx';
import { ExchangeRateButton } from '../../../../renderer/lookups/exchange-rate-button.tsx';
import { ExonerationLookup } from '../../../../renderer/lookups/exoneration-lookup.tsx';
import { PlaceInput, PlaceNote } from '../../../../renderer/lookups/place-input.tsx';
import { cabysSearch } from '../../../../renderer/lookups/search-cabys.ts';
import { TaxpayerLookup } from '../../../../renderer/lookups/taxpayer-lookup.tsx';
import { Field } from '../../../../renderer/ui/field.tsx';
import { useLanguage } from '../../../../renderer/words/language.ts';
import { fakeApi } from '../../../helpers/fake-api.ts';

// a limit for hangs, not a claim of speed
configure({ asyncUtilTimeout: 20_000 });
beforeEach(() => useLanguage.setState({ language: 'es' }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const coffee: CabysEntry = { code: '2352100000100', description: 'Café molido', rate: '1' };

describe('the search of a CAByS field', () => {
  const now = async (): Promise<void> => undefined;

  test('does NOT ask the service when this computer knows something', async () => {
    const api = fakeApi({ 'cabys.search': () => [coffee] });
    expect(await cabysSearch(now)('cafe')).toEqual([coffee]);
    expect(api.inputs('cabys.searchOnline')).toEqual([]);
  });

  test.each([
    ['words', 'cafe', 'cabys.searchOnline'],
    ['a whole code', '2352 1000 00100', 'cabys.find'],
    ['two letters', 'ca', undefined],
    ['half a code', '2352100', undefined],
  ] as const)('asks the service for %s', async (_name, text, call) => {
    const api = fakeApi({
      'cabys.searchOnline': () => ({ kind: 'found', value: [coffee], fetchedAt: 1 }),
      'cabys.find': () => ({ kind: 'found', value: coffee, fetchedAt: 1 }),
    });
    expect(await cabysSearch(now)(text)).toEqual(call === undefined ? [] : [coffee]);
    expect(api.inputs('cabys.searchOnline').length + api.inputs('cabys.find').length).toBe(
      call === undefined ? 0 : 1,
    );
  });

  test('a question that was typed over is not asked', async () => {
    const api = fakeApi({ 'cabys.searchOnline': () => ({ kind: 'found', value: [coffee], fetchedAt: 1 }) });
    const paused: (() => void)[] = [];
    const search = cabysSearch(() => new Promise((resolve) => paused.push(resolve)));
    const both = [search('caf'), search('cafe')];
    await vi.waitFor(() => expect(paused.length).toBe(2));
    for (const go of paused) go();
    expect(await Promise.all(both)).toEqual([[], [coffee]]);
    expect(api.inputs('cabys.searchOnline')).toEqual([{ text: 'cafe' }]);
  });
});

function Cabys({ onPick }: { readonly onPick: (entry: CabysEntry) => void }) {
  const [text, setText] = useState('');
  return <CabysField value={text} onText={setText} onPick={onPick} inputProps={{ 'aria-label': 'CAByS' }} />;
}

describe('a CAByS field', () => {
  test('shows the rate, is picked by keys, and remembers what was picked', async () => {
    const api = fakeApi({ 'cabys.search': () => [coffee], 'cabys.use': () => null });
    const picked = vi.fn<(entry: CabysEntry) => void>();
    render(<Cabys onPick={picked} />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('CAByS'), 'cafe');
    expect((await screen.findByRole('option')).textContent).toContain('IVA 1 %');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(picked).toHaveBeenCalledWith(coffee);
    expect(api.inputs('cabys.use')).toEqual([{ code: coffee.code }]);
  });
});

const ana: Taxpayer = {
  name: 'Ana Mora',
  identificationType: '01',
  regime: '',
  status: 'Inscrito',
  overdue: false,
  omitted: false,
  activities: [
    { code: '6201.0', description: 'Programación', active: true, primary: true },
    { code: '4752.0', description: 'Ferretería', active: false, primary: false },
  ],
};
const found: TaxpayerAnswer = { kind: 'found', value: ana, fetchedAt: 1 };

function Customer({
  name: first = '',
  number: start = '',
}: {
  readonly name?: string;
  readonly number?: string;
}) {
  const [name, setName] = useState(first);
  const [number, setNumber] = useState(start);
  const [activity, setActivity] = useState('');
  return (
    <>
      <input aria-label="Cédula" value={number} onChange={(event) => setNumber(event.target.value)} />
      <input aria-label="Nombre" value={name} onChange={(event) => setName(event.target.value)} />
      <output aria-label="Actividad">{activity}</output>
      <TaxpayerLookup
        identificationType="01"
        number={number}
        name={name}
        onName={setName}
        activityCode={activity}
        onActivity={setActivity}
      />
    </>
  );
}
const valueOf = (label: string): string => screen.getByLabelText<HTMLInputElement>(label).value;

describe('the look-up of a taxpayer', () => {
  test('fills an empty name once the number is whole, and offers the active activities', async () => {
    const api = fakeApi({ 'lookups.taxpayer': () => found });
    render(<Customer />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Cédula'), '1-1234-056');
    expect(api.inputs('lookups.taxpayer')).toEqual([]);
    await user.keyboard('7');
    await waitFor(() => expect(valueOf('Nombre')).toBe('Ana Mora'));
    expect(api.inputs('lookups.taxpayer')).toEqual([{ number: '112340567' }]);
    await user.click(screen.getByRole('button', { name: /6201\.0/ }));
    expect(screen.getByLabelText('Actividad').textContent).toBe('6201.0');
    expect(screen.queryByRole('button', { name: /4752/ })).toBeNull();
  });

  test('never asks by itself where a name stands, and never changes it but by its button', async () => {
    const api = fakeApi({ 'lookups.taxpayer': () => found });
    render(<Customer name="Anita" number="112340567" />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Consultar en Hacienda' }));
    await screen.findByText('Hacienda dice «Ana Mora».');
    expect([valueOf('Nombre'), api.inputs('lookups.taxpayer').length]).toEqual(['Anita', 1]);
    await user.click(screen.getByRole('button', { name: 'Usar ese nombre' }));
    expect(valueOf('Nombre')).toBe('Ana Mora');
  });

  test('a name typed while the answer was on its way stays', async () => {
    let answer = (_said: TaxpayerAnswer): void => undefined;
    const api = fakeApi({
      'lookups.taxpayer': () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    render(<Customer number="112340567" />);
    const user = userEvent.setup();
    await waitFor(() => expect(api.inputs('lookups.taxpayer').length).toBe(1));
    await user.type(screen.getByLabelText('Nombre'), 'Beto');
    answer(found);
    await screen.findByText('Hacienda dice «Ana Mora».');
    expect(valueOf('Nombre')).toBe('Beto');
  });

  test.each([
    [{ kind: 'unavailable', why: 'offline' }, /sin conexión/],
    [{ kind: 'resting', until: 1 }, /pidió una pausa/],
    [{ kind: 'not-found', fetchedAt: 1 }, /no tiene esa identificación/],
    [
      { kind: 'found', value: { ...ana, status: 'No inscrito' }, fetchedAt: 1 },
      /Estado en Hacienda: No inscrito/,
    ],
    [{ kind: 'found', value: ana, fetchedAt: 1, instead: 'offline' }, /Respuesta guardada/],
  ] as const)('says quietly %j, and the fields stay typeable', async (said, words) => {
    fakeApi({
      'lookups.taxpayer': () =>
        said.kind === 'found'
          ? { ...said, value: { ...said.value, activities: [...said.value.activities] } }
          : said,
    });
    render(<Customer number="112340567" />);
    await screen.findByText(words);
    await userEvent.setup().type(screen.getByLabelText('Nombre'), 'x');
    expect(valueOf('Nombre')).toMatch(/x$/);
  });
});

describe('the exchange rate', () => {
  test('fills in the sale rate and says its day', async () => {
    fakeApi({
      'lookups.exchangeRate': () => ({
        kind: 'found',
        value: { sale: '517.1', on: '2026-03-15' },
        fetchedAt: 1,
      }),
    });
    const filled = vi.fn<(rate: string) => void>();
    render(<ExchangeRateButton currency="USD" onRate={filled} />);
    await userEvent.setup().click(screen.getByRole('button'));
    await screen.findByText(/Venta del 15 mar: 517,1/);
    expect(filled).toHaveBeenCalledWith('517.1');
  });

  test('fills in nothing when nobody answers, and is not offered for other money', async () => {
    fakeApi({ 'lookups.exchangeRate': () => ({ kind: 'unavailable', why: 'timeout' }) });
    const filled = vi.fn<(rate: string) => void>();
    const { rerender } = render(<ExchangeRateButton currency="EUR" onRate={filled} />);
    await userEvent.setup().click(screen.getByRole('button'));
    await screen.findByText(/tarda en responder/);
    expect(filled).not.toHaveBeenCalled();
    rerender(<ExchangeRateButton currency="CRC" onRate={filled} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('an exoneration', () => {
  test('is filled in, with what is in doubt', async () => {
    fakeApi({
      'lookups.exoneration': () => ({
        kind: 'found',
        fetchedAt: 1,
        value: {
          number: 'AL-00000001-26',
          identification: '3101123456',
          expiresOn: '2026-01-31',
          percentage: '13',
          documentType: '04',
          documentTypeName: '',
          institution: '01',
          institutionName: 'Ministerio de Hacienda',
        },
      }),
    });
    const filled = vi.fn<(patch: object) => void>();
    const sale = { today: '2026-11-20', buyer: '3101123456', cabys: '', onFill: filled };
    const { rerender } = render(<ExonerationLookup number="DGH-12" {...sale} />);
    expect(screen.queryByRole('button')).toBeNull();
    rerender(<ExonerationLookup number="al-00000001-26" {...sale} />);
    await userEvent.setup().click(screen.getByRole('button'));
    await screen.findByText('Está vencida.');
    screen.getByText(/No está documentado si se cuenta sobre 13 o sobre 100/);
    expect(filled).toHaveBeenCalledWith({
      number: 'AL-00000001-26',
      documentType: '04',
      institution: '01',
      rate: '13',
    });
  });
});

function Place({ start = '' }: { readonly start?: string }) {
  const [canton, setCanton] = useState(start);
  return (
    <>
      <Field label="Cantón">
        <PlaceInput level="canton" value={canton} above={{ province: '6', canton: '' }} onCode={setCanton} />
      </Field>
      <output aria-label="código">{canton}</output>
      <PlaceNote province="6" canton={canton} district="01" />
    </>
  );
}
const code = (): string => screen.getByLabelText('código').textContent;

describe('a place', () => {
  test('is found by its name without accents, under what is chosen above it', async () => {
    fakeApi({});
    render(<Place />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Cantón'), 'puerto ji');
    await screen.findByRole('option', { name: /13 ?Puerto Jiménez/ });
    await user.keyboard('{ArrowDown}{Enter}');
    expect(code()).toBe('13');
    await user.tab();
    expect(valueOf('Cantón')).toBe('13 · Puerto Jiménez');
  });

  test('a code can be typed, and one that the table does not have is a warning alone', async () => {
    fakeApi({});
    render(<Place start="12" />);
    expect(valueOf('Cantón')).toBe('12 · Monteverde');
    const user = userEvent.setup();
    await user.clear(screen.getByLabelText('Cantón'));
    await user.type(screen.getByLabelText('Cantón'), '14');
    await user.tab();
    expect([code(), valueOf('Cantón')]).toEqual(['14', '14']);
    screen.getByText(/No está en la tabla del programa/);
  });

  test('a name typed whole is its code', async () => {
    fakeApi({});
    render(<Place />);
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('Cantón'), 'Quepos');
    await user.tab();
    expect(code()).toBe('06');
  });
});
