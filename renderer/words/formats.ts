import { type Formats, formats } from '../../domain/words/formats.ts';
import { useLanguage } from './language.ts';

export { type Formats, formats };

/** Formats of the window's language. */
export const useFormats = (): Formats => formats(useLanguage((store) => store.language));
