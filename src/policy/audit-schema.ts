/** 测评票分析: from how many raters, people or votes on a figure of an audit means anything. None of them changes a score. */
import * as z from 'zod';
import { clause, decimal, names, setting, share, whole } from './primitives.ts';

/** The settings of an audit, in the order in which they are shown. */
const settings = {
  /** Groups of fewer raters are not shown, nor anything from which their figures follow. */
  'least-raters': setting(whole),
  /** People whom both a group and the others voted on, for their difference. */
  'least-people': setting(whole),
  /** Points: a difference from the others at which a group is marked. */
  difference: setting(decimal),
  /** Valid votes of a rater, and the share of one option among them. */
  'straight-votes': setting(whole),
  'straight-share': setting(share),
  /** People whom two raters both voted on, for a comparison of their ballots. */
  'identical-people': setting(whole),
  /** Pairs of people who voted on each other. */
  pairs: setting(whole),
  /** Ranks that somebody moves when one rater is left out, at which the rater is listed. */
  'rank-change': setting(whole),
  /** Share of a class's people that a rater must have voted on to enter W, and how many people all of them must share. */
  'agreement-share': setting(share),
  'agreement-people': setting(whole),
  /** People of a group, for tau-b between blocks. */
  'association-people': setting(whole),
  /** People of a unit within a group, for its mean and levelled figures. */
  'unit-people': setting(whole),
};

export const audit = z.strictObject({ name: names, clause, ...settings });

/** A setting of the audit; src/text names it under the same key. */
export type AuditKey = keyof typeof settings;
export const auditKeys = Object.keys(settings) as readonly AuditKey[];
