// Random quarters and years for grades: few different totals, or none twice.
import fc from 'fast-check';
import { exportArb } from './arbitraries.ts';
import type { OfficeExport } from './model.ts';

const STEPS = ['90', '89.99', '89.995', '89.994', '95', '95', '92', '80', '79.99', '70', '69.99', '60', '59.995', '59.99', '88'] as const;

/** quarters and years of people who stand on few steps: ties across every cut, totals on and next to the bands */
export const steppedArb: fc.Arbitrary<OfficeExport> = fc
  .tuple(
    exportArb({ flavours: ['flat'], periods: ['2026Q3', '2026', '2026'] }),
    fc.array(fc.nat(STEPS.length - 1), { minLength: 60, maxLength: 60, size: 'max' }),
    fc.constantFrom('steps', 'steps', 'ladder', 'as drawn'),
  )
  .map(([office, drawn, kind]) => {
    if (kind === 'as drawn') return office;
    office.people.forEach((person, i) => {
      const score = kind === 'steps' ? (STEPS[drawn[i] ?? 0] ?? '90') : (97 - i * 0.7).toFixed(2);
      for (const block of ['evaluation', 'work', 'study', 'party'] as const)
        if (person.given[block] !== undefined) person.given[block] = score;
      if (person.given.adjustment !== undefined) person.given.adjustment = '0';
    });
    return office;
  });
