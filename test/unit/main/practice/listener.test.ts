import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import Database from 'better-sqlite3';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startAuthorities } from '../../../../main/practice/authorities.ts';
import {
  edinky,
  envelope,
  grant,
  post,
  requestCounts,
  send,
  signIn,
  testAuthorities,
  trustingVerify,
  unsigned,
} from '../../../helpers/practice.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';

test('the line is really cut: connecting is refused everywhere, and afterwards the same addresses answer', async () => {
  const authorities = await testAuthorities();
  const addresses = [authorities.idpUrl, authorities.haciendaApiUrl, authorities.edinkyApiUrl];
  await authorities.control.cutLine(true);
  for (const url of addresses)
    expect((await send('GET', url)).result).toEqual({ phase: 'not-sent', why: 'connect' });
  await authorities.control.cutLine(false);
  expect([authorities.idpUrl, authorities.haciendaApiUrl, authorities.edinkyApiUrl]).toEqual(addresses);
  expect((await grant(authorities)).status).toBe(200);
  expect((await edinky(authorities, 'GET', '/payments')).status).toBe(200);
});

test.each(['hang', 'blackhole'] as const)(
  'a line in mode %s connects and never answers; nothing of it is processed',
  async (line) => {
    const authorities = await testAuthorities();
    const token = await signIn(authorities);
    await authorities.control.cutLine(line);
    const reply = await post(authorities, token, envelope(unsigned()), {}, 300);
    expect(reply.result).toMatchObject({ phase: 'cut', why: 'timeout' });
    await authorities.control.cutLine(false);
    expect(authorities.control.documents()).toEqual([]);
    expect(requestCounts(authorities)).toEqual({ 'idp 200': 1 });
    expect((await post(authorities, token, envelope(unsigned()))).status).toBe(201);
  },
);

test('cutting the line in the middle of an answer resets the call, and what was received stays received', async () => {
  const authorities = await testAuthorities();
  const token = await signIn(authorities);
  await authorities.control.slow(60_000);
  const call = post(authorities, token, envelope(unsigned()));
  await expect.poll(() => authorities.control.documents().length).toBe(1);
  await authorities.control.cutLine(true);
  expect((await call).result).toMatchObject({ phase: 'cut', why: 'reset' });
});

test('many changes of the line in a row end in the last one', async () => {
  const authorities = await testAuthorities();
  const { control } = authorities;
  await Promise.all([true, false, 'hang', true, false].map((line) => control.cutLine(line as boolean)));
  expect(control.switches().line).toBe('up');
  expect((await grant(authorities)).status).toBe(200);
});

test('a slow line answers late, not wrongly', async () => {
  const authorities = await testAuthorities();
  await authorities.control.slow(20);
  expect((await grant(authorities)).status).toBe(200);
  await authorities.control.slow(60_000);
  expect((await send('GET', authorities.idpUrl, {}, undefined, 200)).result).toMatchObject({
    why: 'timeout',
  });
});

test('it listens on 127.0.0.1 only', async () => {
  const authorities = await testAuthorities();
  for (const url of [
    authorities.idpUrl,
    authorities.haciendaApiUrl,
    authorities.edinkyApiUrl,
    authorities.logoutUrl,
  ])
    expect(new URL(url).hostname).toBe('127.0.0.1');
  const elsewhere = new URL(authorities.edinkyApiUrl);
  elsewhere.hostname = '127.0.0.2';
  expect((await send('GET', elsewhere.href)).result).toEqual({ phase: 'not-sent', why: 'connect' });
});

test('a restart takes the same ports again, also with the line cut', async () => {
  const first = await testAuthorities();
  const { folder, idpUrl } = first;
  await first.control.cutLine(true);
  await first.stop();
  const second = await testAuthorities({ folder });
  expect(second.idpUrl).toBe(idpUrl);
  expect((await send('GET', second.idpUrl)).result).toMatchObject({ phase: 'not-sent' });
  await second.control.cutLine(false);
  expect((await grant(second)).status).toBe(200);
});

test('a port taken by another program is given up for a free one, which is remembered', async () => {
  const first = await testAuthorities();
  const { folder } = first;
  const port = Number(new URL(first.idpUrl).port);
  await first.stop();
  const other = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => {
    other.close();
  });
  await once(other, 'listening');
  const second = await testAuthorities({ folder });
  expect(new URL(second.idpUrl).port).not.toBe(String(port));
  expect((await grant(second)).status).toBe(200);
  const { idpUrl } = second;
  await second.stop();
  expect((await testAuthorities({ folder })).idpUrl).toBe(idpUrl);
});

test('a port asked for is used when it is free', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  // A listening TCP server has an AddressInfo, not a pipe's name.
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  const authorities = await testAuthorities({ idpPort: port });
  expect(new URL(authorities.idpUrl).port).toBe(String(port));
});

test('the Date of the answers can be set wrong', async () => {
  const authorities = await testAuthorities();
  await authorities.control.set({ clockSkewMs: 900_000 });
  const { headers } = await grant(authorities);
  expect(Date.parse(headers['date'] ?? '')).toBe(authorities.clock.at + 900_000);
});

test('a body of more than 12 MB is 413 and is not kept', async () => {
  const authorities = await testAuthorities();
  const token = await signIn(authorities);
  const reply = await post(authorities, token, `{"comprobanteXml":"${'A'.repeat(12_000_001)}"}`);
  expect(reply.status).toBe(413);
});

test('a book of a newer program stops the start and is left as it was', async () => {
  const folder = temporaryFolder();
  const book = new Database(`${folder}/authorities.sqlite`);
  book.pragma('user_version = 99');
  book.close();
  await expect(startAuthorities({ folder, verify: trustingVerify })).rejects.toThrow(/newer program/);
  const again = new Database(`${folder}/authorities.sqlite`);
  expect(again.prepare('select count(*) as tables from sqlite_schema').get()).toEqual({ tables: 0 });
  again.close();
});

test.each([
  { what: 'is no database', bytes: (): Buffer => Buffer.from('no es una base de datos'.repeat(100)) },
  {
    what: 'is damaged inside',
    bytes: (book: Buffer): Buffer => Buffer.from(book).fill(0xa5, 4_096, book.length - 4_096),
  },
])('a book that $what is put aside as it is, and a new one is begun', async ({ bytes }) => {
  const first = await testAuthorities();
  await first.stop();
  const file = `${first.folder}/authorities.sqlite`;
  const damaged = bytes(readFileSync(file));
  writeFileSync(file, damaged);
  const again = await testAuthorities({ folder: first.folder });
  expect((await grant(again)).status).toBe(200);
  expect(readFileSync(`${file}.damaged-${again.clock.at}`)).toEqual(damaged);
});

test('a book of a newer program stops the start, and is left as it is', async () => {
  const first = await testAuthorities();
  await first.stop();
  const { folder } = first;
  const book = new Database(`${folder}/authorities.sqlite`);
  book.pragma('user_version = 99');
  book.close();
  await expect(startAuthorities({ folder, verify: trustingVerify })).rejects.toThrow(/newer program/);
  expect(readdirSync(folder)).toEqual(['authorities.sqlite']);
});
