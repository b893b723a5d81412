/** One thing that is wrong with the tree, and what puts it right. */
export interface Finding {
  /** File or folder, from the repository's folder. */
  readonly path: string;
  /** Line in the file, from 1. Default: the whole file. */
  readonly line?: number;
  /** What is wrong. */
  readonly problem: string;
  /** What puts it right. */
  readonly fix: string;
}

/** `path:line: problem; fix` */
export function textOf({ path, line, problem, fix }: Finding): string {
  return `${path}${line === undefined ? "" : `:${line}`}: ${problem}; ${fix}`;
}
