import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Program } from '../../main/usecases/program.ts';
import { findCompany } from '../../main/db/companies.ts';
import { paymentStore } from '../../main/db/payments.ts';
import { documentFiles, listDocuments } from '../../main/db/document-list.ts';
import { listDrafts } from '../../main/db/drafts.ts';
import { countUnreadable } from '../../main/db/unreadable.ts';
import { type Damage, seeded } from './damages.ts';
import { arrivals, type Kept, poll, sha256File, type Shop } from './shop.ts';
import { startIn } from './world.ts';

export interface Verdict {
  readonly damage: string;
  /** what exactly was done to the files */
  readonly harm: string;
  /** 'opened': the program opened as ever. 'restored' and 'begun-anew': it said that the data is damaged, and went on so */
  readonly way: 'opened' | 'restored' | 'begun-anew';
  /** whether the clerk was told anything; damage that changes nothing needs no words */
  readonly told: boolean;
  /** broken promises; none is the rule */
  readonly broken: readonly string[];
}

const done = new Set([
  'accepted',
  'rejected',
  'needs_fix',
  'needs_person',
  'held',
  'quarantined',
  'abandoned',
]);
/** Not sent without a person, where no older copy had to take the place of the database. */
const waitsForPerson = new Set(['needs_fix', 'needs_person', 'held']);
/** What the clerk decided, or must: stays until a person acts. */
const settleMs = 20_000;

/**
 * One damage: a fresh copy of the shop's folder, the harm, then the real program as main/main.ts starts it, its ways out taken as a
 * clerk would, everything sent and asked until nothing moves; and the promises, against the list kept outside.
 */
export async function judge(shop: Shop, damage: Damage, seed: number): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'talonario-damage-'));
  const userData = join(folder, 'data');
  cpSync(shop[damage.from], userData, { recursive: true });
  const harm = damage.harm(userData, seeded(seed));
  const broken: string[] = [];
  const started = startIn(userData);
  try {
    let opened = await started.start.opened();
    let way: Verdict['way'] = 'opened';
    if (opened.kind === 'trouble') {
      const { fault, copy } = opened.trouble;
      if (fault.kind !== 'damaged') broken.push(`said ${fault.kind} instead of damaged`);
      const restored = copy ? await started.start.restoreCopy() : undefined;
      way = restored?.ok ? 'restored' : 'begun-anew';
      const out = restored?.ok ? restored : await started.start.startEmpty();
      if (!out.ok) throw new Error(`no way out of the damage: ${out.error}`);
      opened = out.value;
    }
    if (opened.kind !== 'open') throw new Error(`does not open: ${JSON.stringify(opened.trouble.fault)}`);
    const { program } = opened;
    await started.goOn(program);
    await settle(program, shop);
    await promises(program, shop, { damage, way }, userData, broken);
    const told =
      way !== 'opened' || program.lost.length > 0 || program.lookOver.findings.view() !== undefined;
    return { damage: damage.name, harm, way, told, broken: withLog(broken, started.log) };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return {
      damage: damage.name,
      harm,
      way: 'opened',
      told: false,
      broken: withLog([...broken, text], started.log),
    };
  } finally {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const withLog = (broken: readonly string[], log: readonly string[]): readonly string[] =>
  broken.length === 0 ? [] : [...broken, ...log.map((line) => `log: ${line}`)];

const statesOf = (program: Program, shop: Shop): ReadonlyMap<string, string> =>
  new Map(listDocuments(program.db, shop.companyId, {}, 500).map(({ clave, state }) => [clave, state]));

async function settle(program: Program, shop: Shop): Promise<void> {
  await poll(() => [...statesOf(program, shop).values()].every((state) => done.has(state)), settleMs);
}

async function promises(
  program: Program,
  shop: Shop,
  { damage, way }: { readonly damage: Damage; readonly way: Verdict['way'] },
  userData: string,
  broken: string[],
): Promise<void> {
  const { control } = await program.authorities();
  const arrived = arrivals(control.counters());
  const authority = new Map(control.documents(500).map((document) => [document.clave, document.state]));
  const states = statesOf(program, shop);
  const view = program.lookOver.findings.view();
  const named = new Set([...program.lost, ...(view?.isolated ?? []), ...(view?.bytesLost ?? [])]);
  for (const kept of shop.documents) {
    judgeDocument(program, shop, kept, { states, named, mayLose: damage.mayLose, broken });
    const posts = arrived.get(kept.clave) ?? 0;
    // What was refused may be asked about and offered once more after a restore (OUTBOX.md 8); what the authority has, never.
    // What a person gave up, never either, as long as anything on this computer knows that.
    const isOver = kept.state === 'abandoned' && damage.forgets !== 'given-up';
    const waits = way === 'opened' && !damage.from.startsWith('cut') && waitsForPerson.has(kept.state);
    const most = kept.atAuthority || isOver || waits ? kept.arrived : kept.arrived + 1;
    if (posts > most)
      broken.push(`${kept.clave} (${kept.state}): ${posts} POSTs arrived, ${kept.arrived} before`);
  }
  const known = new Set(shop.documents.map(({ clave }) => clave));
  for (const clave of arrived.keys()) if (!known.has(clave)) broken.push(`a POST of ${clave}, never issued`);
  for (const [clave, state] of states) {
    if (!known.has(clave) && state !== 'quarantined') broken.push(`${clave} (${state}) was never issued`);
    if (state === 'accepted' && authority.get(clave) !== 'aceptado')
      broken.push(`${clave} is called accepted, at the authority it is ${authority.get(clave)}`);
    if (state === 'rejected' && authority.get(clave) !== 'rechazado')
      broken.push(`${clave} is called rejected, at the authority it is ${authority.get(clave)}`);
  }
  const company = findCompany(program.db, shop.companyId);
  if (damage.mayLose !== 'newer-than-copy' && !company) broken.push('the company is gone');
  if (company && JSON.stringify(company.settings) !== shop.settings)
    broken.push('the company is not what the clerk set up');
  for (const id of shop.remoteIds) {
    const amounts = control.paymentsOf(id).map(({ amount }) => Number(amount));
    if (amounts.some((amount) => amount !== 1)) broken.push(`payments of ${id}: ${amounts.join(', ')}`);
  }
  for (const slot of paymentStore(program.db).ofCompany(shop.companyId))
    if (slot.desired.some(({ amount }) => Number(amount) !== 1))
      broken.push(`the list of ${slot.remoteId} is ${JSON.stringify(slot.desired)}`);
  const top = Math.max(...shop.documents.map(({ number }) => number));
  const series = { companyId: shop.companyId, branch: shop.branch, terminal: shop.terminal, kind: '01' };
  const last = program.store.series.last(series);
  if (damage.mayLose !== 'newer-than-copy' && last !== top)
    broken.push(`the next number is ${last + 1}, and ${top} was the last`);
  const drafts = listDrafts(program.db, shop.companyId, 100).length;
  const unreadable = countUnreadable(program.db).drafts;
  if (damage.drafts !== 'gone' && drafts + unreadable < (damage.drafts ?? 1))
    broken.push(`${drafts} drafts and ${unreadable} unreadable ones of ${shop.drafts}`);
  if (!existsSync(join(userData, 'sealed', 'journal.ndjson'))) broken.push('there is no journal');
  const check: unknown = program.db.pragma('integrity_check', { simple: true });
  if (check !== 'ok') broken.push(`afterwards SQLite says: ${String(check)}`);
}

function judgeDocument(
  program: Program,
  shop: Shop,
  kept: Kept,
  seen: {
    readonly states: ReadonlyMap<string, string>;
    readonly named: ReadonlySet<string>;
    readonly mayLose: Damage['mayLose'];
    readonly broken: string[];
  },
): void {
  const { clave } = kept;
  const state = seen.states.get(clave);
  const say = (what: string): void => {
    const excused =
      (seen.mayLose === 'told' && seen.named.has(clave)) ||
      (seen.mayLose === 'newer-than-copy' && !kept.inCopy);
    if (!excused) seen.broken.push(`${clave} (was ${kept.state}): ${what}`);
  };
  if (state === undefined) {
    say(`lost${seen.named.has(clave) ? ', and told' : ' in silence'}`);
    return;
  }
  const row = program.db
    .prepare<[string], { readonly id: string; readonly xmlSha256: string; readonly total: number }>(
      'select id, xml_sha256 as xmlSha256, total from document where clave = ?',
    )
    .get(clave);
  const file = row && documentFiles(program.db, shop.companyId, row.id);
  if (!file?.xml) say('its signed bytes cannot be given out');
  // Out of its XML alone it comes back under another id: the clave is what the world knows.
  if (row?.xmlSha256 !== kept.xmlSha256 || String(row.total) !== kept.total)
    say(`its row says ${JSON.stringify(row)}`);
  const copy = secondCopy(program, shop, kept);
  if (copy !== kept.xmlSha256) say('its second copy is not what was signed');
  const settled = done.has(state);
  if (!settled) say(`still ${state}`);
  if (kept.state === 'accepted' && state !== 'accepted') say(`is ${state} now`);
  if (kept.state === 'rejected' && state !== 'rejected') say(`is ${state} now`);
}

/** @returns its hash; undefined when there is none */
function secondCopy(program: Program, shop: Shop, kept: Kept): string | undefined {
  const folder = join(program.db.name, '..', 'sealed', shop.companyId);
  const months = existsSync(folder) ? readdirSync(folder) : [];
  const file = months
    .map((month) => join(folder, month, `${kept.clave}.xml`))
    .find((path) => existsSync(path));
  return file === undefined ? undefined : sha256File(file);
}
