/** Refuses arguments that exclude each other. */
export function oneAtMost<A extends object>(args: A, ...names: readonly (keyof A & string)[]): void {
  if (given(args, names) > 1) throw new Error(`only one of ${names.join(", ")} can be set`);
}

/** Refuses arguments of which one is needed and the others are in its place. */
export function exactlyOne<A extends object>(args: A, ...names: readonly (keyof A & string)[]): void {
  if (given(args, names) !== 1) throw new Error(`exactly one of ${names.join(", ")} must be set`);
}

function given<A extends object>(args: A, names: readonly (keyof A)[]): number {
  return names.filter((name) => args[name]).length;
}
