import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../main/db/connection.ts';
import { temporaryFolder } from '../helpers/folder.ts';

const sales = 40;
const kills = 10;

/** Remembers what arrived, over every life of the program; every third request is taken and then cut. */
async function startAuthority() {
  const arrived = new Map<string, string>();
  let posts = 0;
  const server = createServer((request, response) => {
    const clave = request.url?.slice(1) ?? '';
    if (request.method === 'GET') {
      response.writeHead(arrived.has(clave) ? 200 : 404).end('1');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posts++;
      const known = arrived.has(clave);
      if (!known) arrived.set(clave, Buffer.concat(chunks).toString());
      if (posts % 3 === 0) request.socket.destroy();
      else response.writeHead(known ? 400 : 201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}`, arrived };
}

/** One life of the program. @param killAfterMs SIGKILL so long after it began to work; none = until it ends. @returns its exit code */
function live(folder: string, base: string, killAfterMs?: number): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '../helpers/outbox-child.ts'), folder, base, String(sales)],
    {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let timer: NodeJS.Timeout | undefined;
  child.stdout.once('data', () => {
    if (killAfterMs !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code);
    }),
  );
}

test('SIGKILL at any moment, again and again: every sale arrives under one clave, none is lost', async () => {
  const folder = temporaryFolder();
  const { base, arrived } = await startAuthority();
  for (let n = 0; n < kills; n++) await live(folder, base, Math.floor(Math.random() * 70));
  expect(await live(folder, base)).toBe(0);

  const opened = openDatabase(join(folder, 'talonario.sqlite'));
  if (!opened.ok) throw new Error(opened.error.kind);
  const db = opened.value;
  const rows = db.prepare('select id, clave, state from document order by clave').all() as {
    id: string;
    clave: string;
    state: string;
  }[];
  const lives = db.prepare('select count(distinct boot_id) from attempt').pluck().get();
  db.close();
  // Otherwise the kills came before or after the work, and the test says nothing.
  expect(lives).toBeGreaterThan(4);
  expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: sales }, () => 'accepted'));
  expect([...arrived.keys()].toSorted()).toEqual(rows.map(({ clave }) => clave));
  // One sale, one clave: what arrived names each sale once.
  const names = [...arrived.values()].map((body) => body.split(' ')[0] ?? '');
  expect(names.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
}, 120_000);
