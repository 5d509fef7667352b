/** 单位自定名称（lists、decision.by、分数线）代入后的字；没有自定的用默认说法。 */
export const namedWords = {
  bar: '当年不提拔重用',
  talk: '提醒谈话',
  body: '党组',
  best: '优秀',
  listTitle: '{period}{list}名单（建议）',
  line: '{line}分线',
  lines: '分数线',
  spreadHeading: '二、得分分布与{line}',
  eligible: '可评{best}',
  proposal: '排名及名单是建议，由{body}决定（{clause}）。',
  quarterOnly: '季度排名的限制只在本季度内有效（{clause}）。',
  foot: '标记：{bar}＝{barName}；{talk}＝{talkName}；{held}＝仅因名次并列未列入，提交{body}研究；{onLine}＝正好在线上；{notAssessed}＝没有考察得分。',
  talkNote: '{list}重在教育和帮助，不是处分。',
};
