import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from './shared.ts';
import { temporaryFolder } from './folder.ts';

/** Independent programs that judge what this one makes. Debian packages: libxml2-utils, xmlsec1, openssl. */
const tools = { xmllint: ['--version'], xmlsec1: ['--version'], openssl: ['version'] } as const;
type Tool = keyof typeof tools;

const has = (tool: Tool): boolean => spawnSync(tool, tools[tool]).status === 0;

/**
 * Which judges are missing, as a reason to skip; undefined when all are there. In CI mode a missing judge is a failure: a
 * document nobody judged must not look good.
 */
export function missingJudges(needed: readonly Tool[], schemas = false): string | undefined {
  const missing: string[] = needed.filter((tool) => !has(tool));
  if (schemas && !sharedFolder()) missing.push('the folder of the official schemas (TALONARIO_SHARED)');
  if (missing.length === 0) return undefined;
  const reason = `not judged, missing: ${missing.join(', ')}`;
  if (process.env['CI']) throw new Error(reason);
  console.warn(reason);
  return reason;
}

export interface Judgement {
  readonly status: number | null;
  /** both streams */
  readonly words: string;
}

function run(tool: Tool, args: readonly string[]): Judgement {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { status, words: `${stdout}\n${stderr}` };
}

/** Runs openssl. @throws with its words when it fails */
export function openssl(...args: readonly string[]): string {
  const { status, words } = run('openssl', args);
  if (status !== 0) throw new Error(words);
  return words;
}

/** Writes documents into a folder of the running test. @returns their paths */
export function documentFiles(documents: readonly Uint8Array[]): readonly string[] {
  const folder = join(temporaryFolder(), 'documents');
  mkdirSync(folder);
  return documents.map((bytes, index) => {
    const file = join(folder, `${index}.xml`);
    writeFileSync(file, bytes);
    return file;
  });
}

/** By document element. */
export const schemaFiles = {
  FacturaElectronica: 'FacturaElectronica_V4.4.xsd',
  FacturaElectronicaCompra: 'FacturaElectronicaCompra_V4.4.xsd',
  FacturaElectronicaExportacion: 'FacturaElectronicaExportacion_V4.4.xsd',
  MensajeHacienda: 'MensajeHacienda_V4.4.xsd',
  MensajeReceptor: 'MensajeReceptor_V4.4.xsd',
  NotaCreditoElectronica: 'NotaCreditoElectronica_V4.4.xsd',
  NotaDebitoElectronica: 'NotaDebitoElectronica_V4.4.xsd',
  ReciboElectronicoPago: 'ReciboElectronicoPago_V4.4.xsd',
  TiqueteElectronico: 'TiqueteElectronico_V4.4.xsd',
} as const;

/** Validates files of one kind by Hacienda's own schema, without network. */
export function judgeBySchema(root: keyof typeof schemaFiles, files: readonly string[]): Judgement {
  const schema = join(sharedFolder() ?? '', 'hacienda/xsd/v4.4', schemaFiles[root]);
  return run('xmllint', ['--nonet', '--noout', '--schema', schema, ...files]);
}

const identified = [
  ['http://www.w3.org/2000/09/xmldsig#', 'KeyInfo'],
  ['http://uri.etsi.org/01903/v1.3.2#', 'SignedProperties'],
] as const;

/** Verifies every signature of the files by xmlsec1. @param trustedPem file with the authority's certificate */
export const judgeSignature = (trustedPem: string, files: readonly string[]): Judgement =>
  run('xmlsec1', [
    '--verify',
    '--enabled-reference-uris',
    'empty,same-doc',
    ...identified.flatMap(([namespace, name]) => ['--id-attr:Id', `${namespace}:${name}`]),
    '--trusted-pem',
    trustedPem,
    ...files,
  ]);
