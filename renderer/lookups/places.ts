import { useEffect } from 'react';
import { create } from 'zustand';
import { type NamedCode, ownPlaces, type Places, placesOf } from '../../domain/location/places.ts';
import { fold } from '../../domain/lookups/fold.ts';

interface PlacesStore {
  readonly places: Places;
  readonly asked: boolean;
}

/** The table in use: the product's own until main says that the clerk brought another in. */
const usePlacesStore = create<PlacesStore>()(() => ({ places: ownPlaces, asked: false }));

async function load(): Promise<void> {
  const said = await window.api.call('catalogues.places', undefined);
  if (said.ok) usePlacesStore.setState({ places: said.value ? placesOf(said.value) : ownPlaces });
}

export function usePlaces(): Places {
  useEffect(() => {
    if (usePlacesStore.getState().asked) return;
    usePlacesStore.setState({ asked: true });
    void load();
    window.api.onChanged(({ topic }) => {
      if (topic === 'catalogues') void load();
    });
  }, []);
  return usePlacesStore((store) => store.places);
}

export type PlaceLevel = 'province' | 'canton' | 'district';

/** What may be chosen at a level under what is chosen above it. */
export function choicesAt(
  places: Places,
  level: PlaceLevel,
  above: { readonly province: string; readonly canton: string },
): readonly NamedCode[] {
  switch (level) {
    case 'province':
      return places.provinces;
    case 'canton':
      return places.cantonsOf(above.province);
    default:
      return places.districtsOf(above.province, above.canton);
  }
}

/** By code, or by any part of the name without regard to accents. */
export const choicesFor = (choices: readonly NamedCode[], typed: string): readonly NamedCode[] => {
  const text = fold(typed.trim());
  return choices.filter(({ code, name }) => code.startsWith(text) || fold(name).includes(text));
};

/** A name typed whole is its code; anything else stays what it is. */
export const codeOfTyped = (choices: readonly NamedCode[], typed: string): string =>
  choices.find(({ name }) => fold(name) === fold(typed.trim()))?.code ?? typed;
