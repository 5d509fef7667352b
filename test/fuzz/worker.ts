// A process of the fuzzer: told a range of cases, tells of each. Its parent watches the clock.
import { openSession } from './session.ts';

const maxBytes = 1024 ** 3;
const [root = '.', corpus = ''] = process.argv.slice(2);
const session = await openSession(root, corpus === 'corpus');
process.on('message', async ({ seed, from, to }: { seed: number; from: number; to: number }) => {
  for (let number = from; number < to; number++) {
    process.send?.({ kind: 'start', number });
    const ran = await session.run(seed, number);
    const rss = process.memoryUsage.rss();
    const failure = ran.failure ?? (rss > maxBytes ? `resident memory ${Math.round(rss / 1024 / 1024)} MB` : null);
    process.send?.({
      kind: 'ran',
      ...ran,
      failure,
      ...(failure ? { bytes: Buffer.from(session.bytesOf(seed, number)).toString('base64') } : {}),
    });
  }
  process.send?.({ kind: 'idle' });
});
process.send?.({ kind: 'ready', sources: session.sources.length, disputed: session.disputed });
