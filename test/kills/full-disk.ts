import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Addresses, nodeEnv } from './authorities.ts';
import { Broken } from './chain.ts';
import type { KillWorld } from './kill-runs.ts';

/** A disk of 24 MB in a mount namespace of its own: it is really full, and writes are really cut short. */
const mount = 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"';
const inNamespace = ['--user', '--map-root-user', '--mount', 'sh', '-c', mount];

export function whyNoSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'namespaces are for Linux only';
  const probe = spawnSync('unshare', [...inNamespace, '/mnt', 'true']);
  return probe.status === 0 ? undefined : 'user namespaces are not allowed here';
}

export const SmallDiskOrders = z.object({
  /** outside the small disk */
  folder: z.string(),
  compileCache: z.string(),
  terminal: z.string(),
  addresses: Addresses,
  /** one life for each */
  leaveFreeBytes: z.array(z.int()),
});

export const SmallDiskEnd = z.object({
  told: z.int(),
  untold: z.int(),
  killed: z.int(),
  released: z.int(),
  totals: z.object({
    sealed: z.int(),
    acknowledged: z.int(),
    recoveries: z.int(),
    posts: z.int(),
    doubled: z.int(),
    charges: z.int(),
  }),
});
export type SmallDiskEnd = z.infer<typeof SmallDiskEnd>;

const Message = z.union([z.object({ ask: z.literal('counters') }), z.object({ end: SmallDiskEnd })]);

/** One sale for each amount of room, going on by itself, and one killed when somebody was told. Checked as every chain is. */
export async function fillUp(world: KillWorld, leaveFreeBytes: readonly number[]): Promise<SmallDiskEnd> {
  const { folder, terminal, addresses, compileCache } = world.place();
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const orders = JSON.stringify({ folder, terminal, addresses, compileCache, leaveFreeBytes });
  const program = [process.execPath, join(import.meta.dirname, 'small-disk-process.ts'), orders];
  const child = spawn('unshare', [...inNamespace, disk, ...program], {
    env: nodeEnv({ NODE_COMPILE_CACHE: compileCache }),
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  let end: SmallDiskEnd | undefined;
  child.on('message', (raw) => {
    const message = Message.parse(raw);
    if ('end' in message) ({ end } = message);
    else void world.authorities.counters().then((counters) => child.send(counters));
  });
  await new Promise((resolve) => {
    child.on('close', resolve);
  });
  if (!end) throw new Broken(complaint);
  world.add(end.totals);
  return end;
}
