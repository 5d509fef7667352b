/** 网页报告本身的字：目录、图的数据表、页码。 */
export const pageWords = {
  skip: '跳到正文',
  contents: '目录',
  data: '数据',
  lines: '界线',
  line: '界线',
  captionOf: '：',
  name: '名称',
  from: '起（含）',
  to: '止（不含，末段含）',
  low: '下限',
  at: '计算值',
  high: '上限',
  tone: '标记',
  pageOf: '第 {page} 页 共 {pages} 页',
  tones: { bar: '不提拔', talk: '提醒谈话', held: '待议', self: '本人', plain: '其他' },
};
