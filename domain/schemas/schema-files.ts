/** One official schema file. A new set of the ministry is new rows at the end; the rows of an old one stay as they are. */
export interface SchemaFile {
  /** names the set: a document says which one it was validated with */
  readonly set: string;
  readonly file: string;
  /** hex, of the bytes: another file under the same name is refused */
  readonly sha256: string;
  readonly targetNamespace: string;
}

/** Source: DOMAIN.md section 17. The product carries none of these files; it fetches them from the ministry and keeps them. */
export const schemaFiles: readonly SchemaFile[] = [
  {
    set: 'v4.4-2024',
    file: 'FacturaElectronicaCompra_V4.4.xsd',
    sha256: 'ae1e5b782b568d225b34e046858012ed808b2587fc5b1b5161fa707b4bdd8253',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/facturaElectronicaCompra',
  },
  {
    set: 'v4.4-2024',
    file: 'FacturaElectronicaExportacion_V4.4.xsd',
    sha256: 'd710032a05cd3d41272c0cceb8130b4add37ce139b491dbaa7bd6a59163809bd',
    targetNamespace:
      'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/facturaElectronicaExportacion',
  },
  {
    set: 'v4.4-2024',
    file: 'FacturaElectronica_V4.4.xsd',
    sha256: 'd384afef665573606f6499b2182d6070850ada8c93bc40fa7f0f3901a25b9cc8',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/facturaElectronica',
  },
  {
    set: 'v4.4-2024',
    file: 'MensajeHacienda_V4.4.xsd',
    sha256: '411d858b0e2e293322910a0d4204243d34a874a6e7939c7c492721246900f390',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeHacienda',
  },
  {
    set: 'v4.4-2024',
    file: 'MensajeReceptor_V4.4.xsd',
    sha256: '37bc1ffcf06a66a5a0b63b2908740dbd8f63fe0a4120426ea6a957862355c1c3',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/mensajeReceptor',
  },
  {
    set: 'v4.4-2024',
    file: 'NotaCreditoElectronica_V4.4.xsd',
    sha256: '9af7dff4ee0c2787f8fc30cb63aef37b574c96846007be327d442e30e0ddf804',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/notaCreditoElectronica',
  },
  {
    set: 'v4.4-2024',
    file: 'NotaDebitoElectronica_V4.4.xsd',
    sha256: 'ac2c63f93602502af22980a81f26032c6a561ed3a8c516ac28184ce1433b7b61',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/notaDebitoElectronica',
  },
  {
    set: 'v4.4-2024',
    file: 'ReciboElectronicoPago_V4.4.xsd',
    sha256: '81d7be9cd9fc3792c2bb3822079784b8d62a3e643e708df0c99bc67d1edcbdfa',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/reciboElectronicoPago',
  },
  {
    set: 'v4.4-2024',
    file: 'TiqueteElectronico_V4.4.xsd',
    sha256: 'cda1c7dd97f9a235111c29948f05d7893864663cd73792fd3b51e3dae582cfdb',
    targetNamespace: 'https://cdn.comprobanteselectronicos.go.cr/xml-schemas/v4.4/tiqueteElectronico',
  },
  {
    set: 'v4.4-2024',
    file: 'xmldsig-core-schema.xsd',
    sha256: 'd102ad3df7664c307e0c2c776ba4a90513b1969974d8a940bae1a77f9f21e15d',
    targetNamespace: 'http://www.w3.org/2000/09/xmldsig#',
  },
];

/** Imported by all the others, whatever folder they ask for it in: it is given to them from memory. */
export const signatureSchema = 'xmldsig-core-schema.xsd';

/** Oldest first. */
export const schemaSets: readonly string[] = [...new Set(schemaFiles.map(({ set }) => set))];

export const filesOf = (set: string): readonly SchemaFile[] => schemaFiles.filter((row) => row.set === set);
