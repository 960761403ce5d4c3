/** Closes a switch over a tagged union: a new member stops compiling here. @throws always, when reached */
export function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
