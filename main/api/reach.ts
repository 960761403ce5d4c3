import { connector, type ConnectOptions } from './connect.ts';
import type { ResolveProxy } from './proxy.ts';

/**
 * Can the authority be reached now? Connects as a real call would (proxy, TCP, and TLS for https) and hangs up: no request is
 * made, so no quota is spent. The handshake is part of the answer, because a hotel's sign-in page also accepts on port 443.
 */
export async function reachable(
  url: string,
  timeoutMs: number,
  resolveProxy: ResolveProxy,
  options: Omit<ConnectOptions, 'resolveProxy'> = {},
): Promise<boolean> {
  const target = URL.parse(url);
  if (!target) return false;
  const ending = new AbortController();
  const deadline = setTimeout(() => ending.abort(), timeoutMs);
  const opened = await connector({ ...options, resolveProxy })(target, ending.signal);
  clearTimeout(deadline);
  if (opened.ok) opened.value.socket.destroy();
  return opened.ok;
}
