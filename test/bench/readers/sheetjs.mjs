import { readFileSync } from 'node:fs';
import { read } from '@e965/xlsx';

const book = read(readFileSync(process.argv[2]), { dense: true });
if (book.SheetNames.length === 0) throw new Error('no sheets');
console.log(book.Sheets[book.SheetNames[0]]['!data']?.length);
