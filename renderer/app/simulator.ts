import { create } from 'zustand';

/** The panel of the simulated authorities, beside any screen of the practice company. */
interface Simulator {
  readonly shown: boolean;
  readonly show: (shown: boolean) => void;
  readonly toggle: () => void;
}

export const useSimulator = create<Simulator>()((set) => ({
  shown: false,
  show: (shown) => set({ shown }),
  toggle: () => set((now) => ({ shown: !now.shown })),
}));
