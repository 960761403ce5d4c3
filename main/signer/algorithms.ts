/** Names of XML-DSig, XAdES and Hacienda's policy that both the writer and the checker of signatures use (DOMAIN.md section 10). */

export const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const xadesNamespace = 'http://uri.etsi.org/01903/v1.3.2#';
export const excC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const envelopedSignature = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const sha256Digest = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties';

/** Identifier of the resolution whose hash follows; a signature without policy is rejected. */
export const policyId =
  'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/Resoluci%C3%B3n_General_sobre_disposiciones_t%C3%A9cnicas_comprobantes_electr%C3%B3nicos_para_efectos_tributarios.pdf';
/** SHA-256 of that document, base64 (official example; DOMAIN.md section 10). */
export const policyHash = 'DWxin1xWOeI8OuWQXazh4VjLWAaCLAA954em7DMh0h8=';
