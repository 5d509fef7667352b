/** What is said of problems of columns and rows. */
export const columnMessages = {
  // ── columns ──
  'column/duplicate': {
    title: 'Two columns of the same content',
    what: 'this column holds the same as “{field}” at {other}',
    mend: 'Delete one of the two; if they are different things, correct the header of one.',
    why: 'Where both could be used, nobody can tell which one holds.',
  },
  'column/unused': {
    title: 'Columns not used',
    what: 'these columns are not used: {columns}',
    mend: 'If one of them should count, change its header to the name in the policy file; otherwise nothing need be done.',
    why: 'A column whose header is not known takes no part. It is listed so that no score is missed.',
  },
  'column/map-unused': {
    title: 'Header of the map not found',
    what: 'the map names a header “{header}” that sheet “{sheet}” does not have',
    mend: 'Write the header and the sheet as they stand in the table, or delete the entry where this export has no such column.',
    why: 'An entry that meets no column does nothing: the column it means may not be read as you intend.',
    without: { sheet: { what: 'the map names a header “{header}” that no table has' } },
  },
  'column/item-missing': {
    title: 'Item missing',
    what: '“{block}” lacks a column for its item “{item}”',
    mend: 'Add the column and fill in the scores; if the regulation has no such item, change the items in the policy file.',
    why: 'The mean is taken over all items of the regulation; a missing one is neither 0 nor to be skipped.',
  },
  'column/option-missing': {
    title: 'Column of votes missing',
    what: '“{raterClass}” lacks a column for the votes “{option}”',
    mend: 'Add the column; where nobody voted so, fill in 0.',
    why: 'Without one kind of vote the mean comes out too high or too low.',
  },
  'column/score-unclear': {
    title: 'Score of an unknown item',
    what: 'the header does not say what this is a score of',
    mend: 'Put the name of the item into the header, such as 民主测评得分, or name the sheet after it.',
    why: 'If the item is taken wrongly, every total in the table is wrong.',
  },
  'column/class-unclear': {
    title: 'Votes of an unknown class',
    what: 'these columns hold votes, but not whose, and are not used: {columns}',
    mend: 'Say so in the header, such as A票优秀, or name the sheet A票, or add a column 评价主体 (raters).',
    why: 'The classes have different weights; in the wrong one the score would be wrong.',
  },
  'column/unknown-class': {
    title: 'Unknown class of raters',
    what: '“{raters}” is no class of raters in the policy ({known}), so these votes would not count',
    mend: 'Check the header; if they really do not count, put them into ignored-classes under checks in the policy file.',
    why: 'Votes that are dropped without a word make the evaluation wrong.',
  },
  'column/second-id': {
    title: 'Second kind of id',
    what: 'people are known by “{taken}”; this column is only compared',
    mend: 'Nothing need be done.',
    why: 'Of several ids the first is taken that everyone has and nobody shares; the others tell whether it is the same person.',
  },
  'column/second-choice': {
    title: 'One of two columns used',
    what: '“{taken}” is used, this column is not',
    mend: 'Nothing need be done; if this one should be used, delete the other.',
    why: 'Both say the same kind of thing, which changes neither scores nor groups; the more exact one is used.',
  },
  'column/no-header': {
    title: 'Figures without a header',
    what: 'this column has no header but {count} figures, the first at {first}',
    mend: 'Write the header; delete the column if it is not needed.',
    why: 'Nobody can tell what figures without a header are, so they do not count; perhaps the headers have shifted.',
  },
  'column/rank-as-score': {
    title: 'Ranks offered as scores',
    what: 'the {count} “scores” of this column are ranks: from 1 on, one number each',
    mend: 'Replace them by the scores; if the column really holds ranks, change its header to 名次 (rank).',
    why: 'Of ranks the lowest is best, of scores the highest: the best people would come last.',
  },
  'column/other-scale': {
    title: 'Perhaps another scale',
    what: 'the {count} scores of this column reach {highest} at most, of {scale}',
    mend: 'If they are out of ten, or shares, convert them to points of a hundred; if they really are so low, change the figures under checks in the policy file.',
    why: 'With scores of two scales together a whole unit would come last.',
  },
  'column/weighted-points': {
    title: 'Perhaps weighted already',
    what: 'the {count} scores of this column reach {highest} at most, no more than the highest score times the weight {weight}',
    mend: 'If these are weighted points, write the scores out of a hundred; otherwise nothing need be done.',
    why: 'This tool applies the weights; applied twice, they make the total too low.',
  },
  'column/one-score': {
    title: 'One score for all',
    what: 'the {count} people of “{unit}” all have {value} in this column',
    mend: 'Check that each was scored; if so, nothing need be done.',
    why: 'One score for all is allowed, but tells nobody apart, and may come from dragging a cell down.',
    without: { unit: { what: 'all {count} people have {value} in this column' } },
  },
  'column/near-known': {
    title: 'Header nearly known, column not used',
    what: 'the header holds “{near}” but is not a name that is known; the column is not used',
    mend: 'If it should count, change the header to the name in the policy file, or say what it is with --map; otherwise nothing need be done.',
    why: 'A few words more in a header and its scores would be missed; so it is told by itself.',
  },
  'column/mixed-signs': {
    title: 'Deductions with both signs',
    what: 'this column holds {negative} figures below zero and {positive} above; all are taken off',
    mend: 'Check whether those above zero are deductions; move bonuses and corrections to the column of bonuses.',
    why: 'What stands under deductions is taken off whatever its sign; where both are used, some may be meant the other way.',
  },

  // ── rows ──
  'row/total-left-out': {
    title: 'Total row left out',
    what: 'the row of “{label}” is a total or a mean and is not taken for a person',
    mend: 'Nothing need be done; if it is a person, fill in both id and name.',
    why: 'A total taken for a person would take a rank away from somebody.',
  },
  'row/no-name': {
    title: 'Name missing',
    what: 'this row has content but no name',
    mend: 'Fill in the name; if the row is no person, clear the scores in it.',
    why: 'Every score must belong to a person.',
  },
  'row/surplus': {
    title: 'Data beyond the header',
    what: 'the row holds data to the right of its header',
    mend: 'Check that the cells of the row stand under their headers; in a CSV file write a decimal point, or put the field into quotes.',
    why: 'Surplus data often means that the row has shifted, and scores would count under another heading.',
  },
  'row/no-id': {
    title: 'Id missing',
    what: 'this row has no id',
    mend: 'Fill in the staff, police or identity number, the same as in the other tables.',
    why: 'A table with ids is joined by them alone; by name, people of the same name would be mixed up.',
  },
  'row/note-left-out': {
    title: 'Note left out',
    what: 'the row of “{text}” is a note and is not taken for a person',
    mend: 'Nothing need be done; if it is a person, fill in both id and name.',
    why: 'Notes and signatures are not people to be appraised.',
  },
};
