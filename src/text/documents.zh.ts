/** 各种文书共用的字。 */
export const documents = {
  day: '{year}年{month}月{day}日',
  months: { 1: '1', 2: '2', 3: '3', 4: '4', 5: '5', 6: '6', 7: '7', 8: '8', 9: '9', 10: '10', 11: '11', 12: '12' },
  signDate: '日期：　　　年　　月　　日',
  prepared: '制表',
  checked: '复核',
  responsible: '负责人',
  unit: '单位',
  post: '职务职级',
  sources: '；',
  cells: '、',
};
