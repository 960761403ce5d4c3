/**
 * Why a file was not read as a comprobante or mensaje receptor of v4.4. Closed: each has its sentence for the clerk.
 * `path` is the way to the element, names joined by `/`, with the position (from 1) of one that may be repeated:
 * `FacturaElectronica/DetalleServicio/LineaDetalle[3]/Cantidad`.
 */
export type ComprobanteFault =
  /** the file is larger than any document of this kind needs to be */
  | { readonly code: 'too-large' }
  /** it is written in another encoding, or is no text at all (a PDF, a picture) */
  | { readonly code: 'not-utf-8' }
  /** it declares a document type or entities, which a comprobante never does */
  | { readonly code: 'doctype' }
  /** it is not XML, or it is cut off */
  | { readonly code: 'malformed' }
  | { readonly code: 'too-many-tags' }
  | { readonly code: 'too-deep' }
  /** a comprobante of an older regime, such as 4.3 */
  | { readonly code: 'older-version'; readonly version: string }
  | { readonly code: 'newer-version'; readonly version: string }
  /** another document of Hacienda v4.4 than the one asked for: `MensajeHacienda`, `MensajeReceptor`, `FacturaElectronica` */
  | { readonly code: 'other-document'; readonly root: string }
  /** XML that is no document of Hacienda */
  | { readonly code: 'unknown-document' }
  | { readonly code: 'missing'; readonly path: string }
  /** an element or text that the schema does not have there */
  | { readonly code: 'unexpected'; readonly path: string }
  /** more often than the schema allows */
  | { readonly code: 'repeated'; readonly path: string }
  /** a number with more digits than the schema has, a date that does not exist, a clave that is not 50 digits */
  | { readonly code: 'bad-value'; readonly path: string };
