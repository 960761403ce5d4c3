import { create } from 'zustand';
import type { CompanyView, Preferences, StartView } from '../../preload/contract/company.ts';
import type { CallError } from '../../preload/contract/errors.ts';
import { useLanguage } from '../words/language.ts';

/** What the whole window stands on: the answer of `app.start`, kept true when the company or a preference changes. */
interface Session {
  readonly start: StartView | undefined;
  readonly error: CallError | undefined;
  /** asks main again */
  readonly load: () => Promise<void>;
  /** an answer that is a StartView already (restoring, starting empty) */
  readonly take: (start: StartView) => void;
}

export const useSession = create<Session>()((set) => ({
  start: undefined,
  error: undefined,
  load: async () => {
    const answer = await window.api.call('app.start', undefined);
    if (!answer.ok) {
      set({ error: answer.error });
      return;
    }
    applyPreferences(answer.value.preferences);
    set({ start: answer.value, error: undefined });
  },
  take: (start) => {
    applyPreferences(start.preferences);
    set({ start, error: undefined });
  },
}));

/** The company that is open, for screens behind the shell. */
export const useCompany = (): CompanyView | undefined => useSession((store) => store.start?.company);

/** Language and theme as `<html lang data-theme>`; `system` follows the computer. */
export function applyPreferences(preferences: Preferences): void {
  useLanguage.getState().setLanguage(preferences.language);
  document.documentElement.lang = preferences.language;
  if (preferences.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = preferences.theme;
}

/** Applies a preference at once and stores it. */
export async function changePreferences(patch: Partial<Preferences>): Promise<CallError | undefined> {
  const { start } = useSession.getState();
  if (start) {
    applyPreferences({ ...start.preferences, ...patch });
    useSession.setState({ start: { ...start, preferences: { ...start.preferences, ...patch } } });
  }
  const answer = await window.api.call('app.setPreferences', patch);
  return answer.ok ? undefined : answer.error;
}
