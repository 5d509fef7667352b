import { messages } from './messages.zh.ts';

/** 简体中文：给人看的每一个字。 */
export const zh = {
  messages,
  title: '{period}考核排名',
  quarterOf: '{year}年第{quarter}季度',
  quarterNumbers: { 1: '一', 2: '二', 3: '三', 4: '四' },
  yearOf: '{year}年度',
  noPeriod: '未注明周期',
};
