/** 排名以后各项命令说的话和名单上的字。 */
export const verbWords = {
  listed: '{title}：{count} 行',
  papers: '✔ 写出 {count} 份文书，在 {folder}',
};
