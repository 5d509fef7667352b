/** The words of marked copies. */
export const marked = {
  list: 'Problems',
  data: 'Data',
  title: '{file}: list of problems',
  counts: 'Errors: {errors}; warnings: {warnings}; notes: {notes}.',
  howto:
    'Click a cell reference to jump to the cell, which is filled and commented. Mend each in its sheet, save, and hand the file in; this list may stay, it is passed over when the file is read.',
  tones:
    'Fills: errors are red with a thick frame, warnings yellow with a thick frame, notes blue with a thin one; each comment says which.',
  plainValues: 'This copy holds values and texts, no formulas; the original is untouched.',
  hiddenSheets:
    'Hidden sheets of the original that were not copied, so that nothing hidden leaves with this file: {count}. Their problems are listed without a link.',
  hiddenParts: 'Rows and columns that were hidden in the original are hidden here too.',
  headers: {
    number: 'No.',
    severity: 'Severity',
    sheet: 'Sheet',
    cell: 'Cell',
    person: 'Person',
    header: 'Header',
    what: 'What is wrong',
    mend: 'What to do',
    code: 'Code',
    clause: 'Clause',
  },
  person: '{name} ({id})',
  hiddenSheet: '{sheet} (hidden, not copied)',
  hiddenCell: '{cell} (hidden)',
  noCell: '—',
  comment: '[{severity}] {what}\nTo do: {mend}\n(No. {number} of the list, {code})',
  more: '… {count} more of this cell: numbers {numbers} of the list',
  wrote: '✔ marked copy written: {target} ({count} problems)',
  inClear: '    The original opens by a password, this copy without one: keep it to yourself, and delete it when done.',
  fixed: '✔ corrected copy written: {target} ({count} cells mended)',
  mend: '    {cell}  “{from}” → {to}',
  nothingToFix: '{file}: nothing with one meaning only to mend, no copy written',
  recalculate: '    The tables hold formulas: open the copy in Excel, press Ctrl+Alt+F9 to recalculate, and save before you submit it.',
};
