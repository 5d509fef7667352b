import manifest from '../package.json' with { type: 'json' };

/** As package.json has it; every output names it. */
export const version: string = manifest.version;
