/** Words of the audit of ballots. */
export const auditWords = {
  title: 'Audit of the ballots, {period}',
  neutral:
    'What follows describes the ballots. A mark says that something is worth a look; it is a finding about nobody and changes no score or rank.',
  privacy:
    'So that nobody’s ballot follows from a sum, classes of fewer than {least} raters enter no figure, and units of fewer are left out together with the next smallest.',
  ballots: {
    individual: 'Ballots one by one: {raters} raters, {people} people.',
    mixed: 'Ballots one by one of some classes, counts of the others.',
    counts: 'Counts only, no ballots one by one; what needs those is not analysed.',
    none: 'The export has no votes: only scores of blocks are looked at.',
  },
  hidden: 'Not shown, of fewer than {least} raters: {classes}.',
  pooled: 'In {class} a unit has fewer than {least} raters; with the next smallest, {units} units are not shown.',
  lists: {
    classes: { name: 'Leniency by class', title: 'Leniency and spread by rater class' },
    units: { name: 'Leniency by unit', title: 'Leniency and spread by unit of the raters' },
    straight: { name: 'The same for all', title: 'Raters who marked everyone alike' },
    identical: { name: 'Identical ballots', title: 'Identical ballots' },
    reciprocity: { name: 'Reciprocity', title: 'People who voted on each other' },
    raters: { name: 'One rater left out', title: 'Ranks that move when one rater is left out' },
    people: { name: 'Lines on one rater', title: 'People whose place on a list rests on one rater' },
    agreement: { name: 'Agreement', title: 'Agreement among raters' },
    association: { name: 'Blocks', title: 'Rank correlation between blocks' },
    unitMeans: { name: 'Unit means', title: 'Means of units beside their group' },
    levelled: { name: 'Levelled', title: 'Scores levelled by unit means (beside, never applied)' },
    methods: { name: 'Methods', title: 'How each figure is made, and when it means anything' },
  },
  columns: {
    raterClass: 'Class',
    unit: 'Unit',
    raterUnit: 'Unit of raters',
    raters: 'Raters',
    rater: 'Rater',
    votes: 'Valid votes',
    mean: 'Mean',
    sd: 'SD',
    difference: 'From the others',
    shared: 'People shared',
    mark: 'Mark',
    note: 'Note',
    option: 'Option most given',
    share: 'Share',
    run: 'Longest run',
    chance: 'By chance',
    numbers: 'Raters',
    pairs: 'Pairs',
    alike: 'All marked',
    pairsOfPeople: 'Pairs',
    correlation: 'r',
    mutualTop: 'Both gave the best',
    expectedTop: 'Expected',
    excess: 'Excess',
    most: 'Most ranks moved',
    moved: 'People moved',
    sole: 'No other vote',
    rank: 'Rank',
    of: 'Of',
    dependsOn: 'Raters it rests on',
    people: 'People',
    w: 'W',
    chiSquare: 'χ²',
    df: 'df',
    p: 'p',
    one: 'Block',
    other: 'Block',
    tau: 'τb',
    unitMean: '{score}: unit',
    groupMean: '{score}: group',
    score: '{score}',
    levelled: '{score} (levelled)',
    total: 'Total',
    statistic: 'Figure',
    formula: 'Formula',
    source: 'Source',
    condition: 'Condition',
  },
  marked: 'far off',
  fewerThan: 'under {least}',
  tiny: 'under 0.0001',
  several: 'several',
  found: {
    straight:
      '{examined} raters were looked at, {count} are listed; drawn by the shares that each person got, this many would mark all alike: {expected}.',
    identical: '{compared} pairs of ballots were compared, {identical} are identical; by chance: {expected}.',
    influence: '{examined} raters were left out one by one; without {without} of them nobody changes rank.',
  },
  nobody: {
    straight: 'No rater reaches this share.',
    identical: 'No ballots are identical.',
    raters: 'No rater moves anybody by so many ranks.',
    people: 'Nobody’s place on a list rests on one rater.',
    plain: 'Nothing to list.',
  },
  reasons: {
    'no-ballots': 'Not shown: the export has no ballots one by one.',
    'few-raters': 'Not shown: fewer than {least} raters.',
    'few-people': 'Not shown: too few people in common.',
    'few-peopleOf': 'Not shown: {had} people, at least {needs} are needed.',
    'few-votes': 'Not shown: no rater has {needs} valid votes.',
    'few-pairs': 'Not shown: {had} pairs voted on each other, at least {needs} are needed.',
    constant: 'Not shown: all are equal, there is no order to compare.',
    'nobody-else': 'Not compared: there are no other raters (no other unit).',
    anonymous: 'Not shown: the ballots do not say who voted.',
  },
  methods: {
    classes: {
      name: 'Leniency and spread (class)',
      formula:
        'Mean = Σ points ÷ valid votes; SD = √(Σ(points − mean)² ÷ (votes − 1)); from the others = Σ(points given − mean that the other classes gave the same person) ÷ votes.',
      source: 'Leniency: Saal, Downey & Lahey (1980). Only votes on the very same people are compared, so who was rated does not matter.',
      condition:
        'At least {leastRaters} raters, and {leastPeople} people whom the other classes voted on too; marked from {difference} points on.',
    },
    units: {
      name: 'Leniency and spread (unit)',
      formula: 'Mean, SD and difference as for classes; the others are raters of the same class and of other units.',
      source: 'Saal, Downey & Lahey (1980).',
      condition:
        'Ballots one by one with the unit of the rater; at least {leastRaters} raters in each unit and {leastPeople} people shared.',
    },
    straight: {
      name: 'The same for all',
      formula:
        'Share of the option most given among the rater’s valid votes; longest run of one option in the order of the people’s ids; by chance = Σ over options of Π over people of the option’s share among the class’s votes on that person.',
      source: 'Long string: Meade & Craig (2012).',
      condition:
        'At least {straightVotes} valid votes; listed from a share of {straightShare} on. Votes are independent only nearly: read the chance by its size.',
    },
    identical: {
      name: 'Identical ballots',
      formula:
        'Two ballots of one class that say the same of everyone they share; by chance = Π over people of Σ n(n − 1) ÷ N(N − 1), n the votes for an option, N all votes on that person; expected is the sum over pairs.',
      source: 'Agreement of two raters: Pi of Fleiss (1971).',
      condition: 'At least {identicalPeople} people shared; an abstention counts as an option of its own.',
    },
    reciprocity: {
      name: 'Reciprocity',
      formula:
        'Each vote less the mean that others of the class gave the same person; intraclass correlation of the two members of a pair. Expected = Σ over pairs of the product of the shares of the best option that each got from others.',
      source: 'Dyadic reciprocity: Kenny & La Voie (1984); intraclass correlation: Fisher (1925).',
      condition: 'Ballots that say who voted; at least {pairs} pairs, both with votes of others. Only sums are shown, no person.',
    },
    influence: {
      name: 'One rater left out',
      formula:
        'Each rater’s ballots are taken out in turn; everyone is scored, ranked and judged again by the same rules: how far somebody moves, and whose verdict changes.',
      source: 'Jackknife, one left out at a time; the scores are exact, not estimates.',
      condition:
        'Ballots one by one; whoever would have no valid vote of a class left keeps the score. Raters are listed from {rankChange} ranks on; who moved whom is not said.',
    },
    agreement: {
      name: 'Agreement (Kendall’s W)',
      formula:
        'W = 12Σ(Rj − R̄)² ÷ [m²(n³ − n) − mΣT], T = Σ(t³ − t); χ² = m(n − 1)W with n − 1 degrees of freedom. m raters, n people, t people whom one rater marked alike.',
      source: 'Kendall & Babington Smith (1939); Kendall (1962); Siegel & Castellan (1988), 9.6.',
      condition:
        'At least {leastRaters} raters who voted on {agreementShare} of the class’s people, and {agreementPeople} people on whom all of them did; others are left out. 0 is no agreement, 1 is full.',
    },
    association: {
      name: 'Blocks (Kendall’s τb)',
      formula:
        'τb = (P − Q) ÷ √[(n₀ − n₁)(n₀ − n₂)]; P, Q pairs in the same and in opposite order, n₀ = n(n − 1)/2, n₁, n₂ pairs tied in either.',
      source: 'Kendall (1945).',
      condition:
        'At least {associationPeople} ranked in the group, and neither block the same for all. It says that orders are alike, not why.',
    },
    unitMeans: {
      name: 'Unit means',
      formula: 'Mean of a unit’s people within a group beside the mean of the group; exact, rounded where it is shown.',
      source: 'Arithmetic mean.',
      condition:
        'At least {unitPeople} people of the unit in the group, and more than one unit. A difference may lie in the marking or in the people.',
    },
    levelled: {
      name: 'Levelled scores',
      formula: 'Levelled = score × mean of the group ÷ mean of the unit, rounded as the score is.',
      source: 'A usual way of levelling between units that mark by themselves.',
      condition: 'As for unit means. Levelling pulls down a unit that is really better: it is shown beside and never applied.',
    },
  },
  count: '{title}: {count} rows',
  figures: {
    classes: 'Mean by class (bar: one standard deviation either way)',
    units: 'Mean by unit of the raters (bar: one standard deviation either way)',
    unitMeans: 'Totals: mean of each unit beside its group',
    axis: 'points',
    mean: 'mean of all valid votes',
    told: '{name}: mean {mean}, SD {sd}',
    toldMean: '{name}: mean {mean}, group {group}',
  },
  rows: '… {count} rows; --verbose shows them all',
};
