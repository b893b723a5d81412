/** Types that a promise has nothing to ask of, reviewed by hand. */
export interface InertTypes {
  /** Why nothing is asked, as docs/coverage.md shows it. */
  readonly reason: string;
  /** Classes by module of `@pulumi/aws`, with spaces between: `{ rds: "ClusterInstance Integration" }`. */
  readonly types: Readonly<Record<string, string>>;
}

/** The type tokens of some groups, with their reasons. */
export function reasonsByType(groups: readonly InertTypes[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ reason, types }) =>
      Object.entries(types).flatMap(([module, classes]) =>
        classes
          .split(/\s+/)
          .map((name) => [`aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, reason] as const),
      ),
    ),
  );
}
