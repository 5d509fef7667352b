/** 公示里的字。 */
export const notice = {
  sheet: '公示',
  title: '{period}考核拟定等次公示',
  intro: '依据{policy}（{edition}）{clause}，现将{period}考核拟定等次的 {count} 名人员予以公示。',
  nobody: '依据{policy}（{edition}）{clause}公示。{period}考核没有拟公示的人员。',
  during: '公示期：{from}至{to}。公示期不少于 {days} 个工作日（{clause}）。',
  respond:
    '公示期内对上述人员有不同意见的，可以通过来信、来电、来访等方式向下列部门反映。反映情况应当实事求是；受理部门对反映人的信息予以保密。',
  office: '受理部门',
  telephone: '联系电话',
  address: '通信地址',
  signOffice: '（公示单位）',
  fields: {
    name: '姓名',
    unit: '单位',
    department: '部门',
    post: '职务',
    rank: '职级',
    grade: '拟定等次',
    category: '人员类别',
    level: '层级',
  },
};
