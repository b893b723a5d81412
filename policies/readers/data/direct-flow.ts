/** What a property names. */
export interface Named {
  readonly path: string;
  readonly types: readonly string[];
}

/** One end of a flow: the resource itself, what a property names, or the log groups that its service writes to. */
export type End = "itself" | "its logs" | Named;

/** A copy that AWS makes by itself, from one end to the other. */
export interface DirectFlow {
  readonly from: End;
  readonly to: End;
  /** The value that a property has to have for that. Default: none. */
  readonly when?: readonly [path: string, value: unknown];
  /** The value of a property with which there is none. Default: none. */
  readonly unless?: readonly [path: string, value: unknown];
}

/** What a property names, of some types. */
export const at = (path: string, types: readonly string[]): Named => ({ path, types });
/** From what a property names to the resource itself. */
export const into = (path: string, types: readonly string[]): DirectFlow => ({ from: at(path, types), to: "itself" });
/** From the resource itself to what a property names. */
export const outOf = (path: string, types: readonly string[]): DirectFlow => ({ from: "itself", to: at(path, types) });
