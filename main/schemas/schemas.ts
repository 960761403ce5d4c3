import type { Clock, Http } from '../../domain/outbox/ports.ts';
import type { SchemaState, ValidateBySchema } from '../../domain/schemas/verdict.ts';
import { schemaFetch } from './schema-fetch.ts';
import { schemaStore } from './schema-store.ts';
import { schemaValidator, type ValidatorHost } from './schema-validator.ts';

/** The official schemas on this computer, for every company. */
export interface Schemas {
  readonly validate: ValidateBySchema;
  state(): Promise<SchemaState>;
  /** From now on what is missing is fetched in the background; before, nothing is asked of anybody. */
  begin(): void;
  /** "Probar de nuevo", or another company or address: tries at once, in the background. */
  fetchNow(): void;
  stop(): void;
}

export interface SchemasParts {
  /** where the files are kept */
  readonly folder: string;
  readonly http: Http;
  readonly clock: Clock;
  readonly host: ValidatorHost;
  readonly address: () => string | undefined;
  readonly onChange: () => void;
  readonly onError: (error: unknown) => void;
}

export function createSchemas({ folder, host, ...parts }: SchemasParts): Schemas {
  const store = schemaStore(folder);
  const validator = schemaValidator({ host, clock: parts.clock, store, onError: parts.onError });
  const fetch = schemaFetch({ ...parts, store });
  let begun = false;
  return {
    validate: validator.validate,
    state: () => fetch.state(),
    begin() {
      begun = true;
      void fetch.now();
    },
    fetchNow() {
      if (begun) void fetch.now();
    },
    stop() {
      fetch.stop();
      validator.stop();
    },
  };
}
