/** What everybody practises with. Known to all, so nothing of it is a secret. */
export const practiceCredentials = {
  clientId: 'api-practica',
  user: 'cpj-3-101-123456@practica.talonario',
  password: 'Practica-2026',
} as const;

/** The token "pasted" for the practice e-Dinky. */
export const practiceEdinkyToken = 'practica-edinky-0001';

/** PIN of the practice certificate: its key signs for the practice company only. */
export const practicePin = '1234';
