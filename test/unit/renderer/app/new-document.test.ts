import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { InvoiceKind } from '../../../../domain/billing/invoice-form.ts';
import { emptyInvoiceForm } from '../../../../domain/billing/new-form.ts';
import { openDraft, openNewDocument } from '../../../../renderer/app/new-document.ts';
import { kindName, newKindKeys, newKinds } from '../../../../renderer/app/new-kinds.ts';
import { useRouter } from '../../../../renderer/app/router.ts';
import { sections, shellKeys } from '../../../../renderer/app/sections.ts';
import { fakeApi, Refused } from '../../../helpers/fake-api.ts';

const form = emptyInvoiceForm('03', { activityCodes: ['4711.0'] });

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  useRouter.setState({ route: { screen: 'home' }, past: [] });
});
afterEach(() => vi.unstubAllGlobals());

describe('what "Nuevo" makes', () => {
  test('is every kind, once, each with a name and a key nothing else has', () => {
    expect(newKinds.map(({ kind }) => kind).toSorted()).toEqual([...InvoiceKind.options].toSorted());
    const keys = [...new Set([...Object.values(shellKeys), ...sections.map((section) => section.keys)])];
    expect(keys).toHaveLength(Object.values(shellKeys).length + sections.length);
    for (const { kind, keys: own } of newKinds) {
      expect(newKindKeys(kind)).toBe(own);
      expect(kindName(kind, 'es')).not.toBe(kind);
    }
  });

  test('saves nothing before something is typed', async () => {
    const api = fakeApi({});
    await openNewDocument({ kind: '09' });
    expect(api.inputs('drafts.save')).toEqual([]);
    expect(useRouter.getState().route).toMatchObject({ screen: 'invoice', kind: '09' });
  });
});

describe('a form made from something else', () => {
  test('is kept as a draft, and opens at the field asked for', async () => {
    const api = fakeApi({ 'drafts.save': () => ({ updatedAt: 1 }) });
    expect(await openDraft(form, 'references.ref-1.number')).toBeUndefined();
    const { route } = useRouter.getState();
    if (route.screen !== 'invoice') throw new Error('no form was opened');
    expect(api.inputs('drafts.save')).toMatchObject([{ id: route.draftId, form }]);
    expect(route.focus).toBe('references.ref-1.number');
  });

  test('is NOT opened when it could not be kept, and says why', async () => {
    fakeApi({
      'drafts.save': () => {
        throw new Refused({ code: 'disk-full' });
      },
    });
    expect(await openDraft(form)).toMatchObject({ code: 'disk-full' });
    expect(useRouter.getState().route).toEqual({ screen: 'home' });
  });
});
