import { startAuthorities } from '../../main/practice/authorities.ts';
import { verifyComprobante } from '../../main/signer/verify.ts';

/** The authorities in a process of their own, for tests that kill it. Argument: the folder. Prints its addresses as JSON. */
const [, , folder = ''] = process.argv;
const authorities = await startAuthorities({ folder, verify: verifyComprobante });
const { idpUrl, logoutUrl, haciendaApiUrl, edinkyApiUrl } = authorities;
process.stdout.write(`${JSON.stringify({ idpUrl, logoutUrl, haciendaApiUrl, edinkyApiUrl })}\n`);
