import type { Props } from "./mutation";

/** Something that a team adds to its stack and that no rule lets pass. */
export interface NewResource {
  readonly title: string;
  readonly type: string;
  readonly props: Props;
  readonly caughtBy: string;
  readonly companions?: readonly string[];
}
