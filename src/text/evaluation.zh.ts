/** 综合评价表里的字。 */
export const evaluation = {
  title: '{period}干部{name}表',
  figures: '一、考核得分',
  noFigures: '本期未参加排名，没有得分。',
  facets: '二、了解到的情况',
  learnt: '· {text}（{way}，{day}）',
  undated: '· {text}（{way}，未注明时间）',
  nothing: '（没有这方面的记录）',
  opinion: '综合意见',
  by: '评价人',
  responsible: '负责人',
  note: '人员编号：{id}；依据：{policy}（{edition}）{clause}；数据来源：{source}。',
};
