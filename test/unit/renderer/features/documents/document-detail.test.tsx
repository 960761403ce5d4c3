import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { emptyMessageForm } from '../../../../../domain/received/message-form.ts';
import type { DocumentDetail } from '../../../../../preload/contract/documents.ts';
import { DocumentDetailPane } from '../../../../../renderer/features/documents/document-detail.tsx';
import { fakeApi } from '../../../../helpers/fake-api.ts';
import { goodForm } from '../../../../helpers/invoices.ts';

const clave = '50619112600310199988800100001010000000077112345678';
const sale: DocumentDetail = {
  id: 'd1',
  kind: '01',
  consecutivo: '00100001010000000001',
  clave: '50620112600310112345600100001010000000001112345678',
  customerName: 'Panadería El Trigo',
  total: '3390',
  currency: 'CRC',
  issuedAt: Date.UTC(2026, 10, 20, 15),
  state: 'accepted',
  reason: '',
  environment: 'test',
  situation: '1',
  stateSince: Date.UTC(2026, 10, 20, 15, 1),
  form: goodForm(),
  xmlSha256: 'a'.repeat(64),
  xmlBytes: 5_000,
  attempts: [],
  acts: [],
  moves: [],
  actions: [],
};

function open(change: Partial<DocumentDetail> = {}): void {
  fakeApi({ 'documents.get': () => ({ ...sale, ...change }) });
  render(<DocumentDetailPane id="d1" onClose={() => undefined} />);
}

test('a mensaje receptor says what it is, which clave it answers and what it credits; it has no lines', async () => {
  open({
    kind: '05',
    consecutivo: '00100001050000000001',
    clave: `${clave}-00100001050000000001`,
    customerName: 'Molinos del Sur',
    form: { ...emptyMessageForm('05'), detail: 'Todo en orden', creditTax: '13', receivedId: 'r1' },
  });
  expect(await screen.findByText(/Mensaje receptor: aceptado/)).toBeDefined();
  expect(screen.getByText(clave)).toBeDefined();
  expect(screen.getByText('Todo en orden')).toBeDefined();
  expect(screen.getByText('Impuesto por acreditar')).toBeDefined();
  expect(screen.queryByText('Gasto aplicable')).toBeNull();
  expect(screen.queryByText(/^Líneas/)).toBeNull();
});

test('of an answer it is told what was checked, and other amounts are not passed over in silence', async () => {
  open({
    reason: 'answer-amounts',
    answer: {
      verdict: 'accepted',
      detail: '.',
      rows: [],
      check: {
        signature: 'intact',
        signer: 'SELLO ELECTRONICO',
        mismatches: [{ field: 'total', ours: '3390', theirs: '3389' }],
      },
    },
  });
  expect(await screen.findByText(/Firma comprobada.*Firmante: SELLO ELECTRONICO\./)).toBeDefined();
  expect(screen.getByText(/Total: en el documento .*en la respuesta/)).toBeDefined();
  expect(screen.getByText(/montos distintos/)).toBeDefined();
});

test('an answer that does not hold is shown apart, with its raw text, and the document is not called accepted', async () => {
  open({
    state: 'needs_person',
    reason: 'answer-altered',
    answerAside: {
      verdict: 'accepted',
      detail: 'texto crudo',
      storedAt: 1,
      check: { signature: 'altered', signer: '', mismatches: [] },
    },
  });
  expect(await screen.findByText('Respuesta que no se dio por buena')).toBeDefined();
  expect(screen.getByText(/La firma no calza/)).toBeDefined();
  expect(screen.getByText('texto crudo')).toBeDefined();
});
