/**
 * Names of people in cells that need not hold one: 谈话人 may be 王强, 王强主任, 办公室负责人 or 组织部. Whoever is named is somebody;
 * who is only called by an office that they hold, or is an office, stays.
 */
import { foldText } from '../fold.ts';

/** 百家姓 as they are met today, with the compound ones. */
const surnames = new Set(
  (
    '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭' +
    '廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳' +
    '邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车' +
    '冉房边净阴闫佘练肖付代古骆娄刁麦简迟骞蒙仇苟晏晋楚滕宫巩桑卓池臧褚来蓝窦岑党巫糜冷宗荣全敖燕丘冼木米贝明和穆计伏戚皮卞茅奚应宣邬贲储' +
    '郁昌嵇糜濮浦尚农别宿咸籍瞿阙'
  ).split(''),
);
const compound = [
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '司徒',
  '夏侯',
  '长孙',
  '宇文',
  '端木',
  '呼延',
];

/** Where the name of an office or a body ends. */
const body =
  /(?:部|局|处|科|室|委|会|院|所|队|厅|司|校|组|中心|政府|党组|支部|总支|机关|单位|监区|监狱|办|站|中队|大队|支队|省|市|县|区|乡|镇|街道|学会|协会|公司)$/u;
/** What somebody is called by the office they hold. */
const office =
  /(?:主要|分管|相关|有关|直接)?(?:负责人|负责同志|领导|主任委员|主任|书记|处长|局长|科长|部长|组长|队长|院长|所长|厅长|司长|站长|监狱长|政委|政治委员|大队长|中队长|支队长|区长|县长|市长|省长|校长|主席|委员|专员|干事|民警|同志|老师|教授|律师|法官|检察官)$/u;
const between = /[、，,;；/／|\s\u3000]+|(?<=\p{Script=Han})[和及与](?=\p{Script=Han})/u;

/** A part of such a cell: a name with what stands behind it, or words that name nobody. */
export interface Written {
  readonly text: string;
  readonly name: string | null;
}

/** The parts of a cell in their order, with what separates them; joined they are the cell again. */
export function writtenNames(text: string): Written[] {
  const latin = /^\p{Script=Latin}[\p{Script=Latin}.'’-]*(?: \p{Script=Latin}[\p{Script=Latin}.'’-]*)+$/u.test(text.trim());
  if (latin) return [{ text, name: text.trim() }];
  const spacedOut = /^\p{Script=Han}[\s\u3000]+\p{Script=Han}$/u.test(text.trim());
  if (spacedOut) return [{ text, name: isName(foldText(text)) ? text.trim() : null }];
  const separators = new RegExp(`(${between.source})`, 'u');
  return text.split(separators).flatMap((part, i): Written[] => (i % 2 === 1 ? [{ text: part, name: null }] : partsOf(part)));
}

function partsOf(part: string): Written[] {
  const plain = part.replace(office, '');
  const rest = part.slice(plain.length);
  const name = plain.replace(/[（(〔].*$/u, '');
  if (!isName(name)) return [{ text: part, name: null }];
  return [
    { text: name, name },
    { text: plain.slice(name.length) + rest, name: null },
  ];
}

/** Two to four characters that begin with a surname and are no body; one with a dot in it; a Latin word. */
function isName(text: string): boolean {
  if (/^\p{Script=Han}{1,8}[·•‧∙・･⋅]\p{Script=Han}{1,12}$/u.test(text)) return true;
  if (/^\p{Script=Latin}[\p{Script=Latin}'’-]+$/u.test(text)) return true;
  if (!/^\p{Script=Han}{2,4}$/u.test(text) || /^(?:党委|党组|党群|组织|人事|全体|本人|机关)/u.test(text)) return false;
  const long = compound.some((c) => text.startsWith(c));
  const length = [...text].length;
  if (!long && (!surnames.has([...text][0] ?? '') || length > 3)) return false;
  return !(body.test(text) && !(length === 2 && !/[部局处科室委厅]$/u.test(text)));
}

/** Words before a name in a title or a note: 填表人：王强. */
const labels =
  /(?:填表人|填报人|制表人|制表|填表|审核人|审核|复核人|复核|核对人|校对人|经办人|联系人|记录人|谈话人|主谈人|谈话对象|监票人|计票人|唱票人|负责人|主要负责人|分管领导|主管领导|单位领导|领导签字|负责人签字|签字|签名|报送人|统计人|录入人|汇总人|评价人|评分人|打分人|被谈话人|prepared by|checked by|reviewed by|recorded by|contact)(?:[（(][^）)]*[)）])?\s*[:：]\s*([^\s\u3000、，,;；:：]{1,12})/giu;

/** Names behind such words, as they are written. */
export function labelledNames(text: string): string[] {
  return [...text.matchAll(labels)].flatMap((m) => writtenNames(m[1] ?? '').flatMap(({ name }) => (name === null ? [] : [name])));
}

/** Headers over people other than those a row is about. */
const others =
  /(?:填表人|填报人|制表人|审核人|复核人|核对人|经办人|联系人|记录人|纪实人|谈话人|主谈人|提名人|推荐人|介绍人|证明人|考察人|监督人|评委|评价人|评分人|打分人|投票人|测评人员|评议人|分管领导|主管领导|直接领导|recorded by|nominated by|rater|voter)$/iu;
const about = /^被/u;

/** Whether a column names such people. */
export const namesOthers = (header: string): boolean => {
  const plain = foldText(header);
  return others.test(header.trim()) && !about.test(plain);
};
