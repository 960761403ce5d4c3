/** What `session.resolveProxy` (Chromium) answers, e.g. `PROXY a:3128; DIRECT`: the ways to try, in order. */
export type ResolveProxy = (url: string) => Promise<string>;

export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly tls: boolean; readonly host: string; readonly port: number }
  /** SOCKS, or a word nobody knows */
  | { readonly kind: 'unsupported' };

/** @returns at least one route; an empty answer means direct, as Chromium reads it */
export function readRoutes(pac: string): readonly Route[] {
  const entries = pac
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return entries.length === 0 ? [{ kind: 'direct' }] : entries.map(readRoute);
}

function readRoute(entry: string): Route {
  const [, word = '', address = ''] = /^(\S+)\s*(.*)$/.exec(entry) ?? [];
  const kind = word.toUpperCase();
  if (kind === 'DIRECT') return { kind: 'direct' };
  if (kind !== 'PROXY' && kind !== 'HTTP' && kind !== 'HTTPS') return { kind: 'unsupported' };
  const tls = kind === 'HTTPS';
  const parts = /^(?:\[([0-9a-fA-F:.]+)\]|([^\s:]+))(?::(\d{1,5}))?$/.exec(address.trim());
  const host = parts?.[1] ?? parts?.[2];
  const port = parts?.[3] === undefined ? (tls ? 443 : 80) : Number(parts[3]);
  if (host === undefined || port < 1 || port > 65_535) return { kind: 'unsupported' };
  return { kind: 'proxy', tls, host, port };
}

/** Addresses of this machine: never through a proxy, and the only ones where plain http is allowed. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)
  );
}
