/** Names that look alike and are not the same: what a hasty eye, a wrong input method or another code page makes of a name. */
import { foldName, foldWord } from '../fold.ts';

/** Characters of one group are taken for each other; the first stands for all. */
const alike = [
  '己已巳',
  '日曰',
  '未末',
  '土士',
  '戊戌戍戎',
  '刺剌',
  '祇祗衹',
  '茶荼',
  '崇祟',
  '侯候',
  '冼洗',
  '汨汩',
  '壶壸',
  '毋母毌',
  '治冶',
  '陕陜',
  '柳栁',
  '峰峯',
  '群羣',
  '温溫',
  '强強彊',
  '研硏',
  '青靑',
  '清淸',
  '吴吳呉',
  '黄黃',
  '高髙',
  '真眞',
  '吕呂',
  '户戶戸',
  '岩巖喦',
  '干千',
  '亨享',
  '晴睛',
  '博愽',
  '钧钓',
  '赢羸',
  '祎袆',
  '芊芋',
  '茵菌',
  '兖衮',
  '沭沐',
  '辛幸',
  '吉古',
  '隽雋',
  'aаα',
  'bв',
  'cсϲ',
  'eеε',
  'hн',
  'iіι',
  'kкκ',
  'mм',
  'oоο',
  'pрρ',
  'tтτ',
  'xхχ',
  'yуγ',
];
const first = new Map(alike.flatMap((group) => [...group].map((c) => [c, [...group][0] ?? c] as const)));

/** One text for all names that look the same: variants and traditional forms, Latin, Cyrillic and Greek twins, the dots. */
export function foldLook(name: string): string {
  return [...foldWord(foldName(name)).replaceAll('·', '')].map((c) => first.get(c) ?? c).join('');
}

/** What cannot be part of a name as people write it; null where all is well. */
export function oddIn(name: string): string | null {
  if (/[\ufffd?？□]/.test(name)) return /[\ufffd?？□]/.exec(name)?.[0] ?? '?';
  const own = /[\ue000-\uf8ff]|[\u{f0000}-\u{10ffff}]/u.exec(name);
  if (own) return `U+${(own[0].codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
  const mixed = /\p{Script=Han}/u.test(name) ? /[\p{Script=Cyrillic}\p{Script=Greek}]/u.exec(name) : null;
  return mixed?.[0] ?? (/\d/.test(name) && /\p{Script=Han}/u.test(name) ? (/\d+/.exec(name)?.[0] ?? null) : null);
}
