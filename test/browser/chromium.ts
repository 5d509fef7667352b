// Chromium of the system, headless, spoken to over a pipe by the DevTools protocol: no port, no library, nothing downloaded.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** The program, or null where the machine has none. */
export const chromium = (): string | null => names.find((n) => spawnSync(n, ['--version'], { stdio: 'ignore' }).status === 0) ?? null;

type Params = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;

/** Something the browser told, unasked. */
export interface Event {
  readonly method: string;
  readonly params: Answer;
}

/** A browser with one page. */
export class Browser {
  private next = 1;
  private rest = '';
  private session = '';
  private readonly waiting = new Map<number, { done: (a: Answer) => void; fail: (e: Error) => void }>();
  /** Everything that was told since the page was opened. */
  readonly events: Event[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    const out = child.stdio[4] as Readable;
    out.setEncoding('utf8');
    out.on('data', (chunk: string) => this.read(chunk));
    child.once('exit', () => {
      for (const { fail } of this.waiting.values()) fail(new Error('the browser has ended'));
    });
  }

  static async start(program: string): Promise<Browser> {
    const profile = await mkdtemp(path.join(tmpdir(), 'appraise-chromium-'));
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
    ];
    const child = spawn(program, [...flags, 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const browser = new Browser(child, profile);
    const { targetInfos } = (await browser.send('Target.getTargets')) as { targetInfos: { targetId: string; type: string }[] };
    const page = targetInfos.find((t) => t.type === 'page');
    if (!page) throw new Error('no page');
    const { sessionId } = (await browser.send('Target.attachToTarget', { targetId: page.targetId, flatten: true })) as {
      sessionId: string;
    };
    browser.session = sessionId;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'Accessibility', 'DOM']) await browser.send(`${domain}.enable`);
    return browser;
  }

  send(method: string, params: Params = {}): Promise<Answer> {
    const id = this.next++;
    const message = { id, method, params, ...(this.session === '' ? {} : { sessionId: this.session }) };
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      (this.child.stdio[3] as Writable).write(`${JSON.stringify(message)}\0`);
    });
  }

  private read(chunk: string): void {
    const pieces = (this.rest + chunk).split('\0');
    this.rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const { id, result, error, method, params } = JSON.parse(piece);
      if (id === undefined) this.events.push({ method, params });
      else if (error) this.waiting.get(id)?.fail(new Error(`${error.message} ${error.data ?? ''}`));
      else this.waiting.get(id)?.done(result);
      this.waiting.delete(id);
    }
  }

  /** Opens a file and waits until it is drawn. */
  async open(file: string): Promise<void> {
    this.events.length = 0;
    await this.send('Page.navigate', { url: `file://${encodeURI(file)}` });
    for (let i = 0; i < 1200 && !this.events.some((e) => e.method === 'Page.loadEventFired'); i++)
      await new Promise((r) => setTimeout(r, 25));
    if (!this.events.some((e) => e.method === 'Page.loadEventFired')) throw new Error(`${file} did not load`);
    await this.evaluate('new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => r(1))))');
  }

  /** The value of an expression in the page. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const { result, exceptionDetails } = answer as {
      result: { value: T };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** A screen so many pixels wide. */
  async screen(width: number, height = 900): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  /** The page as PNG, or a part of it in pixels from its top. */
  async picture(clip?: { x: number; y: number; width: number; height: number }): Promise<Buffer> {
    const part = clip ? { clip: { ...clip, scale: 1 } } : {};
    const { data } = (await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true, ...part })) as {
      data: string;
    };
    return Buffer.from(data, 'base64');
  }

  /** As a reader prints it, at the paper that the page asks for. */
  async pdf(): Promise<Buffer> {
    const { data } = (await this.send('Page.printToPDF', { preferCSSPageSize: true, printBackground: false })) as { data: string };
    return Buffer.from(data, 'base64');
  }

  async press(key: string, code: string, keyCode: number): Promise<void> {
    const all = { key, code, windowsVirtualKeyCode: keyCode, ...(key === 'Enter' ? { text: '\r' } : {}) };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...all });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...all });
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.session = '';
    this.send('Browser.close').catch(() => undefined);
    await Promise.race([ended, new Promise((r) => setTimeout(r, 5000))]);
    if (this.child.exitCode === null) this.child.kill('SIGKILL');
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
