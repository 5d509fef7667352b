/**
 * Words in three languages. zh-Hans and en are written by hand; zh-Hant is zh-Hans turned by OpenCC before any
 * placeholder is filled, so that names and cells of the office are never converted.
 */
import type { Lang } from '../types.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export { fill } from '../fill.ts';

/** The shape of zh.ts with every leaf a template. */
type Templates<T> = { readonly [K in keyof T]: T[K] extends string ? string : Templates<T[K]> };
/** All words of one language. */
export type Words = Templates<typeof zh>;

/** The words of a language. OpenCC's tables are loaded for zh-Hant only. */
export async function wordsFor(lang: Lang): Promise<Words> {
  if (lang === 'en') return en;
  if (lang === 'zh-Hans') return zh;
  return toTraditional(zh, await traditional());
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
