/** What `run` logs with `console.info` and `console.warn`, in order. */
export async function logged(run: () => Promise<void>): Promise<unknown[]> {
  const lines: unknown[] = [];
  const { info, warn } = console;
  console.info = console.warn = (line: unknown) => void lines.push(line);
  try {
    await run();
  } finally {
    Object.assign(console, { info, warn });
  }
  return lines;
}
