/** Lines that `run` logs, in order. */
export async function logsOf(run: () => Promise<unknown>): Promise<unknown[]> {
  const { lines, restore } = capture();
  try {
    await run();
  } finally {
    restore();
  }
  return lines;
}

/** Lines that each test of the current suite logs, in order. The console itself is silent. */
export function captureLogs(): unknown[] {
  const lines: unknown[] = [];
  let restore = () => {};
  beforeEach(() => {
    lines.length = 0;
    ({ restore } = capture(lines));
  });
  afterEach(() => restore());
  return lines;
}

function capture(lines: unknown[] = []): { readonly lines: unknown[]; readonly restore: () => void } {
  const { info, warn, error } = console;
  console.info = console.warn = console.error = (line: unknown) => void lines.push(line);
  return { lines, restore: () => void Object.assign(console, { info, warn, error }) };
}
