/** Types that a promise has nothing to ask of, reviewed by hand. */
export interface InertTypes {
  /** Why nothing is asked, as docs/coverage.md shows it. */
  readonly reason: string;
  /** Classes by module, with spaces between: `{ rds: "ClusterInstance Integration" }`; of `aws-native` as `native:rds`. */
  readonly types: Readonly<Record<string, string>>;
}

/** The type tokens of some groups, with their reasons. */
export function reasonsByType(groups: readonly InertTypes[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ reason, types }) =>
      Object.entries(types).flatMap(([module, classes]) =>
        classes.split(/\s+/).map((name) => [tokenOf(module, name), reason] as const),
      ),
    ),
  );
}

function tokenOf(module: string, name: string): string {
  if (module.startsWith("native:")) return `aws-${module}:${name}`;
  return `aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;
}
