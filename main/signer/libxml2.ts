/**
 * libxml2 (WebAssembly), loaded at its first use: it is a megabyte of code that a cold start must not pay for.
 * Every document made with it must be disposed: the garbage collector does not see its memory.
 */
export type Libxml2 = typeof import('libxml2-wasm');

let loading: Promise<Libxml2> | undefined;

export const libxml2 = (): Promise<Libxml2> => (loading ??= import('libxml2-wasm'));
