import type { PartyForm } from '../../domain/billing/invoice-form.ts';
import type { Clock, Random } from '../../domain/outbox/ports.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import type { CustomerView, ProductForm, ProductView } from '../../preload/contract/documents.ts';
import type { Db } from '../db/connection.ts';
import { findCustomerByIdentification, saveCustomer, searchCustomers } from '../db/customers.ts';
import { saveProduct, searchProducts } from '../db/products.ts';

export interface PickContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly random: Random;
  readonly companyId: string;
}

export const findCustomers = ({ db, companyId }: PickContext, text: string): CustomerView[] => [
  ...searchCustomers(db, companyId, text),
];

/** Without an id, a customer with the same identification is changed rather than made twice. */
export function keepCustomer(
  context: PickContext,
  id: string | undefined,
  party: PartyForm,
): Result<CustomerView, 'not-found'> {
  const { db, clock, random, companyId } = context;
  const known =
    id ?? findCustomerByIdentification(db, companyId, party.identificationNumber)?.id ?? random.id();
  const customer = { id: known, party };
  return saveCustomer(db, companyId, customer, clock.now()) ? ok(customer) : fail('not-found');
}

export const findProducts = ({ db, companyId }: PickContext, text: string): ProductView[] => [
  ...searchProducts(db, companyId, text),
];

export function keepProduct(
  context: PickContext,
  id: string | undefined,
  product: ProductForm,
): Result<ProductView, 'not-found'> {
  const stored = { id: id ?? context.random.id(), product };
  return saveProduct(context.db, context.companyId, stored, context.clock.now())
    ? ok(stored)
    : fail('not-found');
}
