import { createHash } from 'node:crypto';
import { documentKinds, findCode } from '../../domain/billing/codes.ts';
import type { Company, Service } from '../../domain/company/company.ts';
import { isMessageKind } from '../../domain/numbering/identity.ts';
import type { Clock } from '../../domain/outbox/ports.ts';
import type { OutboxStore } from '../../domain/outbox/store.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { answerSignatureSentence, mismatchSentence } from '../../domain/words/answer-check.ts';
import { clerkActionSentence } from '../../domain/words/clerk-actions.ts';
import { explainRejection } from '../../domain/words/causes.ts';
import { formats } from '../../domain/words/formats.ts';
import { documentSentences, reasonSentences, reasonShort } from '../../domain/words/reasons.ts';
import { attemptTitle, resultSentence } from '../../domain/words/results.ts';
import { stateLook } from '../../domain/words/states.ts';
import type {
  AnswerCheckView,
  AttemptView,
  ClerkActionView,
  DocumentDetail,
} from '../../preload/contract/documents.ts';
import type { SlotView } from '../../preload/contract/payments.ts';
import type { Db } from '../db/connection.ts';
import { documentFiles } from '../db/document-list.ts';
import { type Markup, nothing, page } from '../print/markup.ts';
import { code, embedded, factsTable, historyPage, section, table } from './history-page.ts';
import { showDocument } from './look-at-documents.ts';

/** A file to be saved by the person who asked for it. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface HistoryContext {
  readonly db: Db;
  readonly clock: Pick<Clock, 'now'>;
  readonly company: Company;
  readonly store: Pick<OutboxStore, 'attempts' | 'actions'>;
  readonly bootId: string;
  /** who asks for it */
  readonly who: string;
}

/** The law's language of both countries; the file is for an accountant, whatever the language of the window. */
const language = 'es';
const format = formats(language);

interface Zone {
  readonly name: string;
  readonly moment: (at: number) => string;
}
const zoneOf = (service: Service): Zone => {
  const [name, timeZone] =
    service === 'hacienda'
      ? (['hora de Costa Rica, UTC−06:00', 'America/Costa_Rica'] as const)
      : (['hora de Ecuador, UTC−05:00', 'America/Guayaquil'] as const);
  const intl = new Intl.DateTimeFormat('es-CR', { dateStyle: 'medium', timeStyle: 'medium', timeZone });
  return { name, moment: (at) => intl.format(at) };
};
const utc = (at: number | undefined): string => (at === undefined ? '' : new Date(at).toISOString());
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const environmentMark = {
  practice: 'PRÁCTICA: nada de esto llegó a Hacienda ni al SRI.',
  test: 'AMBIENTE DE PRUEBAS: sin validez fiscal.',
  production: undefined,
} as const;

function head(title: string, context: HistoryContext, zone: Zone): Markup {
  const { company, clock, who } = context;
  const mark = environmentMark[company.environment];
  const { issuer, label } = company.settings;
  return page`<h1>${title}</h1>
    <p class="muted">
      ${issuer?.name ?? label}${issuer ? ` · ${issuer.identificationNumber}` : ''}. Hecho por Talonario el
      ${zone.moment(clock.now())}${who === '' ? '' : ` para ${who}`}. Las horas son la ${zone.name}, salvo
      donde dice UTC.
    </p>
    ${mark === undefined ? nothing : page`<p class="mark">${mark}</p>`}`;
}

/** as in the clave, DOMAIN.md 5 */
const situationWords = { '1': '1, normal', '2': '2, contingencia', '3': '3, sin internet' } as const;
const whoName = (who: string): string => (who === '' ? 'el programa' : who);

interface Happening {
  readonly at: number;
  readonly cells: readonly (string | Markup)[];
}

function attemptHappening(attempt: AttemptView, subject: 'document' | 'payment', zone: Zone): Happening {
  const { startedAt, endedAt, cause, status } = attempt;
  return {
    at: startedAt,
    cells: [
      zone.moment(startedAt),
      attemptTitle(attempt.method, subject, language),
      page`${resultSentence(attempt, language)}${cause === undefined ? nothing : page`<br /><span class="muted">Dijo: «${cause}»</span>`}`,
      endedAt === undefined ? '' : `${format.count(endedAt - startedAt)} ms`,
      status === undefined ? '' : String(status),
      'el programa',
    ],
  };
}

const actHappening = (act: ClerkActionView, zone: Zone): Happening => ({
  at: act.at,
  cells: [
    zone.moment(act.at),
    'Acción de una persona',
    clerkActionSentence(act.kind, language),
    '',
    '',
    whoName(act.who),
  ],
});

const happeningHeads = ['Cuándo', 'Qué', 'En qué quedó', 'Duró', 'Código HTTP', 'Quién'];
const happenings = (all: readonly Happening[]): Markup =>
  table(
    happeningHeads,
    all.toSorted((a, b) => a.at - b.at).map(({ cells }) => cells),
  );

/** For who wants to compare with the other side's own records. */
const evidence = (attempts: readonly AttemptView[]): Markup =>
  table(
    [
      'N.º',
      'Método',
      'Inicio (UTC)',
      'Fin (UTC)',
      'Resultado',
      'HTTP',
      'Fecha del servidor (UTC)',
      'Huellas y texto',
    ],
    attempts.map((attempt) => [
      String(attempt.n ?? ''),
      attempt.method,
      utc(attempt.startedAt),
      utc(attempt.endedAt),
      code(attempt.result),
      attempt.status === undefined ? '' : String(attempt.status),
      utc(attempt.serverAt),
      page`${[
        ['enviado', attempt.bytesSha256],
        ['respuesta', attempt.bodySha256],
        ['Location', attempt.location],
        ['X-Error-Cause', attempt.cause],
        ['texto', attempt.rawText],
      ].map(([name, value]) =>
        value === undefined ? nothing : page`<div>${name ?? ''}: ${code(value)}</div>`,
      )}`,
    ]),
  );

const stateWord = (state: string, subject: 'document' | 'payment'): string =>
  stateLook(state, subject)?.words[language] ?? state;

function movesTable(detail: DocumentDetail, zone: Zone): Markup {
  return table(
    ['Cuándo', 'De', 'A', 'Por qué'],
    detail.moves.map(({ at, from, to, reason }) => [
      zone.moment(at),
      page`${stateWord(from, 'document')} ${code(from)}`,
      page`${stateWord(to, 'document')} ${code(to)}`,
      reasonShort(reason, 'document', language),
    ]),
  );
}

const howToCheck = section(
  'Cómo comprobarlo',
  page`<p>
    Guarde los archivos con los enlaces de arriba y calcule su huella SHA-256 (en Windows:
    <code>certutil -hashfile archivo SHA256</code>; en macOS: <code>shasum -a 256 archivo</code>; en Linux:
    <code>sha256sum archivo</code>). Debe ser la misma que dice esta página, y la de lo «enviado» en cada
    intento: los mismos bytes, una sola clave. Esta página no lleva programas ni pide nada a internet.
  </p>`,
);

function checkText({ signature, signer, mismatches }: AnswerCheckView, currency: string): Markup {
  const amount = (text: string): string => format.money(text, currency);
  const said = [
    answerSignatureSentence(signature, signer, language),
    ...mismatches.map((each) => mismatchSentence(each, amount, language)),
  ];
  return page`<p>${said.join(' ')}</p>`;
}

/** Everything that happened to a document as one page that can be read, printed and checked without this program. */
export function documentHistory(context: HistoryContext, id: string): Result<ExportedFile, 'not-found'> {
  const { db, company, store, bootId } = context;
  const shown = showDocument({ db, companyId: company.id }, id, store, bootId);
  const files = documentFiles(db, company.id, id);
  if (!shown.ok || !files) return fail('not-found');
  const detail = shown.value;
  const zone = zoneOf('hacienda');
  const kind = findCode(documentKinds, detail.kind)?.name[language] ?? detail.kind;
  const why = documentSentences(detail, language);
  const { xml, answerXml } = files;
  const { copiedTo } = detail;
  const written = historyPage(`Historia de ${detail.clave}`, [
    head(`Historia de ${kind} ${detail.consecutivo}`, context, zone),
    section(
      'El documento',
      factsTable([
        ['Clave', code(detail.clave)],
        ['Consecutivo', code(detail.consecutivo)],
        [detail.kind === '08' || isMessageKind(detail.kind) ? 'Proveedor' : 'Cliente', detail.customerName],
        ['Total', format.money(detail.total, detail.currency)],
        ['Firmado y guardado', zone.moment(detail.issuedAt)],
        ['Situación', situationWords[detail.situation]],
        ['Estado', `${stateWord(detail.state, 'document')}, desde ${zone.moment(detail.stateSince)}`],
        ['Explicación', why && `${why.happened} ${why.means} ${why.todo}`],
        ['Copiado a', copiedTo?.kind === 'document' ? copiedTo.consecutivo : undefined],
        ['Huella SHA-256 al firmar', code(detail.xmlSha256)],
      ]),
      xml
        ? nothing
        : page`<p class="bad">
            Los bytes guardados aquí ya no son los que se firmaron. No se muestran ni se envían.
          </p>`,
    ),
    section(
      'Todo lo que pasó',
      happenings([
        {
          at: detail.issuedAt,
          cells: [
            zone.moment(detail.issuedAt),
            'Firma',
            'Firmado y guardado en esta computadora.',
            '',
            '',
            '',
          ],
        },
        ...detail.attempts.map((attempt) => attemptHappening(attempt, 'document', zone)),
        ...detail.acts.map((act) => actHappening(act, zone)),
      ]),
    ),
    section('Cambios de estado', movesTable(detail, zone)),
    section('Intentos, con sus pruebas', evidence(detail.attempts)),
    section(
      'Respuesta de Hacienda',
      detail.answer
        ? page`<p>${detail.answer.verdict === 'accepted' ? 'Aceptado.' : 'Rechazado.'}</p>
            ${detail.answer.check ? checkText(detail.answer.check, detail.currency) : nothing}
            ${
              detail.answer.rows.length === 0
                ? nothing
                : table(
                    ['Código', 'Lo que dijo', 'Qué significa y qué hacer'],
                    detail.answer.rows.map((row) => {
                      const known = explainRejection(row, language);
                      return [
                        row.code,
                        row.text,
                        known ? `${known.happened} ${known.means} ${known.todo}` : '',
                      ];
                    }),
                  )
            }
            <details>
              <summary>Ver el mensaje original</summary>
              <pre>${`\n${detail.answer.detail}`}</pre>
            </details>`
        : page`<p class="muted">Todavía no hay.</p>`,
      answerXml
        ? embedded({
            name: `${detail.clave}_respuesta.xml`,
            type: 'application/xml',
            bytes: answerXml,
            sha256: sha256(answerXml),
          })
        : nothing,
    ),
    section(
      'El documento firmado',
      xml
        ? embedded({ name: `${detail.clave}.xml`, type: 'application/xml', bytes: xml, sha256: sha256(xml) })
        : nothing,
    ),
    howToCheck,
  ]);
  return ok({ name: `${detail.clave}_historia.html`, bytes: written });
}

/** The same for the payments of a remote document: every list that was saved, every call, what the service holds. */
export function slotHistory(context: HistoryContext, slot: SlotView): ExportedFile {
  const zone = zoneOf('edinky');
  const why = reasonSentences(slot.reason, 'payment', language);
  const listText = (payments: readonly { readonly code: string; readonly amount: string }[]): string =>
    payments.length === 0
      ? 'ninguno'
      : payments.map((payment) => `${payment.code}: ${format.amount(payment.amount)}`).join(' · ');
  const title = `Historia de los pagos de ${slot.number ?? slot.remoteId}`;
  const written = historyPage(title, [
    head(title, context, zone),
    section(
      'Los pagos',
      factsTable([
        ['Documento en e-Dinky', slot.remoteId],
        ['Número', slot.number],
        ['Cliente', slot.customerName],
        ['Total', slot.total === undefined ? undefined : format.money(slot.total, 'USD')],
        ['Pagado', format.money(slot.paid, 'USD')],
        ['Estado', `${stateWord(slot.state, 'payment')}, desde ${zone.moment(slot.updatedAt)}`],
        ['Explicación', why && `${why.happened} ${why.means} ${why.todo}`],
        ['Dijo e-Dinky', slot.sentence],
        ['Lista de aquí', listText(slot.desired)],
        [
          'En e-Dinky',
          slot.readAt === undefined
            ? 'no leída'
            : `${listText(slot.theirs)}, leído el ${zone.moment(slot.readAt)}`,
        ],
      ]),
    ),
    section(
      'Todo lo que pasó',
      happenings([
        ...slot.revisions.map((revision) => ({
          at: revision.savedAt,
          cells: [
            zone.moment(revision.savedAt),
            `Lista ${revision.rev} guardada`,
            page`${listText(revision.payments)}<br /><span class="muted"
                >${fates[revision.fate] ?? revision.fate}${
                  revision.sentence === undefined ? '' : `: «${revision.sentence}»`
                }</span
              >`,
            '',
            '',
            whoName(revision.by),
          ],
        })),
        ...slot.attempts.map((attempt) => attemptHappening(attempt, 'payment', zone)),
        ...slot.acts.map((act) => actHappening(act, zone)),
      ]),
    ),
    section('Intentos, con sus pruebas', evidence(slot.attempts)),
  ]);
  return { name: `pagos_${slot.remoteId}_historia.html`, bytes: written };
}

/** What became of a saved list. */
const fates: Readonly<Record<string, string>> = {
  waiting: 'En espera',
  superseded: 'Sustituida por una más nueva antes de enviarse',
  sending: 'Enviándose',
  accepted: 'e-Dinky dijo que sí',
  applied: 'Quedó registrada',
  refused: 'No la aceptó',
  unknown: 'No se sabe si llegó',
  conflict: 'Cambiaron los pagos en otro lado',
  held: 'Detenida',
  discarded: 'Descartada',
};
