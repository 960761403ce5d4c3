import { clsx } from 'clsx';
import { Building2, FlaskConical, GraduationCap } from 'lucide-react';
import type { Environment } from '../../domain/company/company.ts';
import { useCopy } from '../words/language.ts';
import { copy } from './copy.ts';
import styles from './environment-badge.module.css';

const icons = { practice: GraduationCap, test: FlaskConical, production: Building2 };

/** Where documents of this company go: icon, word and colour, never colour alone. */
export function EnvironmentBadge({ environment }: { readonly environment: Environment }) {
  const words = useCopy(copy);
  const Icon = icons[environment];
  return (
    <span className={clsx(styles['badge'], styles[environment])}>
      <Icon size={13} aria-hidden="true" />
      {words[environment]}
    </span>
  );
}
