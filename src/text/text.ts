/**
 * Words in three languages. zh-Hans and en are written by hand; zh-Hant is zh-Hans turned by OpenCC before any
 * placeholder is filled, so that names and cells of the office are never converted.
 */
import type { Lang } from '../types.ts';
import type { zh } from './zh.ts';

export { fill } from '../fill.ts';

/** The shape of zh.ts with every leaf a template. */
type Templates<T> = { readonly [K in keyof T]: T[K] extends string ? string : Templates<T[K]> };
/** All words of one language. */
export type Words = Templates<typeof zh>;

/** The words of a language; those of others are not loaded, and OpenCC's tables for zh-Hant only. */
export async function wordsFor(lang: Lang): Promise<Words> {
  if (lang === 'en') return (await import('./en.ts')).en;
  const words: Words = (await import('./zh.ts')).zh;
  return lang === 'zh-Hans' ? words : toTraditional(words, await traditional());
}

/** Simplified → traditional characters, for words of the program and of the policy only. */
export async function traditional(): Promise<(text: string) => string> {
  const { Converter } = await import('opencc-js/cn2t');
  const convert = Converter({ from: 'cn', to: 'tw' });
  return (text) => convert(text) ?? text;
}

/** Every text of a tree converted, its shape kept. */
export function toTraditional<T>(node: T, convert: (text: string) => string): T {
  if (typeof node === 'string') return convert(node) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([k, v]) => [k, toTraditional(v, convert)])) as T;
}
