import { clsx } from 'clsx';
import { CircleCheck, CircleX, Clock } from 'lucide-react';
import type { PracticeView } from '../../../preload/contract/practice.ts';
import { Td, Th, Tr } from '../../ui/table.tsx';
import { useFormats } from '../../words/formats.ts';
import { useCopy } from '../../words/language.ts';
import { Block, Scrolled } from './block.tsx';
import { copy } from './copy.ts';
import styles from './practice-panel.module.css';
import { byEndpoint, consecutivoOf, proofOf } from './proof.ts';

type Counters = PracticeView['counters'];

/** The proof of once and only once, from the authorities' own counters. */
export function Counts({ counters }: { readonly counters: Counters }) {
  const words = useCopy(copy);
  const format = useFormats();
  const proof = proofOf(counters);
  const Icon = { 'nothing-yet': Clock, once: CircleCheck, broken: CircleX }[proof.verdict];
  return (
    <Block title={words.proof}>
      <div className={clsx(styles['proof'], styles[proof.verdict])}>
        <Icon size={18} aria-hidden="true" />
        <div>
          <p className={styles['lead']}>{words.proofLead[proof.verdict]}</p>
          {proof.verdict === 'nothing-yet' ? undefined : (
            <p>{words.proofArrived(format.count(proof.arrived), format.count(proof.received))}</p>
          )}
          {proof.repeated > 0 ? (
            <p>{words.proofRepeated(proof.repeated, format.count(proof.repeated))}</p>
          ) : undefined}
          {proof.doubled > 0 ? <p>{words.proofDoubled(format.count(proof.doubled))}</p> : undefined}
        </div>
      </div>
      {counters.posts.length > 0 ? <Posts posts={counters.posts} /> : undefined}
      {counters.puts.length > 0 ? <Puts puts={counters.puts} /> : undefined}
      <Requests counters={counters} />
    </Block>
  );
}

function Posts({ posts }: { readonly posts: Counters['posts'] }) {
  const words = useCopy(copy);
  const times = useTimes();
  return (
    <Scrolled label={words.posts}>
      <thead>
        <tr>
          <Th>{words.consecutivo}</Th>
          <Th>{words.arrivals}</Th>
          <Th>{words.kept}</Th>
        </tr>
      </thead>
      <tbody>
        {posts.map(({ clave, arrived, accepted }) => (
          <Tr key={clave}>
            <Td className={styles['mono']} title={clave}>
              {consecutivoOf(clave)}
            </Td>
            <Td>{times(arrived)}</Td>
            <Td>
              <span className={clsx(styles['mark'], accepted && styles['good'])}>
                {accepted ? <CircleCheck size={14} aria-hidden="true" /> : undefined}
                {accepted ? words.keptOnce : words.keptNot}
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Scrolled>
  );
}

function Puts({ puts }: { readonly puts: Counters['puts'] }) {
  const words = useCopy(copy);
  const times = useTimes();
  return (
    <Scrolled label={words.puts}>
      <thead>
        <tr>
          <Th>{words.remoteId}</Th>
          <Th>{words.arrivals}</Th>
          <Th>{words.applied}</Th>
        </tr>
      </thead>
      <tbody>
        {puts.map(({ documentId, arrived, applied }) => (
          <Tr key={documentId}>
            <Td>{documentId}</Td>
            <Td>{times(arrived)}</Td>
            <Td>{times(applied)}</Td>
          </Tr>
        ))}
      </tbody>
    </Scrolled>
  );
}

function Requests({ counters }: { readonly counters: Counters }) {
  const words = useCopy(copy);
  const format = useFormats();
  const rows = byEndpoint(counters.requests);
  return (
    <div>
      <h4 className={styles['small']}>{words.requests}</h4>
      {rows.length === 0 ? (
        <p className={styles['note']}>{words.requestsNone}</p>
      ) : (
        <ul className={styles['rows']} aria-label={words.requests}>
          {rows.map(({ endpoint, statuses }) => (
            <li key={endpoint}>
              <span>{words.endpoints[endpoint]}</span>
              <span className={styles['statuses']}>
                {statuses.map(({ status, count }) => (
                  <span key={status} className={styles['status']}>
                    {status === 0 ? words.statusNone : status} ×{format.count(count)}
                  </span>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles['note']}>
        {words.signIns(
          format.count(counters.grants.password),
          format.count(counters.grants.refresh),
          format.count(counters.openSessions),
        )}{' '}
        {counters.callbacks.attempted > 0
          ? words.callbacks(
              format.count(counters.callbacks.attempted),
              format.count(counters.callbacks.delivered),
            )
          : undefined}
      </p>
    </div>
  );
}

function useTimes(): (count: number) => string {
  const words = useCopy(copy);
  const format = useFormats();
  return (count) => (count === 1 ? words.times1 : words.timesN(format.count(count)));
}
