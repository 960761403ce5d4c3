import { join } from 'node:path';
import { PracticeCounters } from '../../domain/practice/switches.ts';
import { chain } from './chain.ts';
import { SmallDiskOrders } from './full-disk.ts';

/**
 * Lives of the outbox on the small disk that only this process and its children see (full-disk.ts mounts it). The disk is filled so far
 * that the first sale finds the room it is to find; it is freed when somebody was told. The parent answers for the authorities.
 */
const orders = SmallDiskOrders.parse(JSON.parse(process.argv[2] ?? ''));
const { compileCache, terminal, addresses } = orders;
const on = chain({
  folder: join(orders.folder, 'disk'),
  terminal,
  addresses,
  compileCache,
  random: Math.random,
});
const counted = { told: 0, untold: 0, killed: 0, released: 0 };
await on.live({ newSales: 1, cut: { how: 'none' } });
for (const leaveFreeBytes of orders.leaveFreeBytes)
  for (const dieAtRefusal of [false, true]) {
    const { words, end } = await on.live({ newSales: 1, cut: { how: 'none' }, dieAtRefusal, leaveFreeBytes });
    const told = words.some(
      (word) => word.said === 'refused' || (word.said === 'storage' && word.fault !== undefined),
    );
    if (end.kind === 'killed') counted.killed += 1;
    else if (told) counted.told += 1;
    else counted.untold += 1;
    counted.released += words.filter(({ said }) => said === 'released').length;
  }
const totals = await on.settle(
  () =>
    new Promise((resolve) => {
      process.once('message', (message) => resolve(PracticeCounters.parse(message)));
      process.send?.({ ask: 'counters' });
    }),
);
process.send?.({ end: { ...counted, totals } });
process.disconnect();
