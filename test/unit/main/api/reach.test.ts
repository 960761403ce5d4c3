import { expect, test } from 'vitest';
import { reachable } from '../../../../main/api/reach.ts';
import { loopback } from '../../../helpers/loopback.ts';
import { tlsCertificate } from '../../../helpers/tls-certificate.ts';

const direct = (): Promise<string> => Promise.resolve('DIRECT');

test('an open door is reachable, and NOT a byte of a request is sent', async () => {
  const server = await loopback(() => {});
  expect(await reachable(`http://127.0.0.1:${server.port}/x`, 5_000, direct)).toBe(true);
  await server.close();
  expect(server.received()).toBe('');
});

test('a closed door is NOT reachable', async () => {
  const server = await loopback(() => {});
  await server.close();
  expect(await reachable(`http://127.0.0.1:${server.port}/`, 5_000, direct)).toBe(false);
});

test.each([['https://nobody.invalid/'], ['nonsense'], ['ftp://127.0.0.1/']])(
  '%s is NOT reachable',
  async (url) => {
    expect(await reachable(url, 5_000, direct)).toBe(false);
  },
);

test('https: the trusted server is reachable, an impostor (captive portal) is NOT', async () => {
  const certificate = tlsCertificate(['localhost']);
  const server = await loopback(() => {}, certificate);
  const url = `https://localhost:${server.port}/`;
  expect(await reachable(url, 5_000, direct, { roots: [certificate.cert] })).toBe(true);
  expect(await reachable(url, 5_000, direct)).toBe(false);
  await server.close();
  expect(server.received()).toBe('');
});

test('a server that accepts and says nothing is NOT reachable by https within the time', async () => {
  const server = await loopback(() => {});
  expect(await reachable(`https://127.0.0.1:${server.port}/`, 200, direct)).toBe(false);
  await server.close();
});
