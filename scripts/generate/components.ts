import type { Declaration } from "./docstrings";

/**
 * Components: classes that the package exports as more than a type, and whose bases lead to PlinthComponent.
 * @param declared Declarations of `components/`.
 * @param barrel Text of `components/index.ts`.
 */
export function componentsIn(declared: readonly Declaration[], barrel: string): readonly Declaration[] {
  const classes = new Map(declared.filter(({ kind }) => kind === "class").map((one) => [one.name, one]));
  const isComponent = (one: Declaration | undefined): boolean =>
    one?.bases.some((base) => base === "PlinthComponent" || isComponent(classes.get(base))) ?? false;
  return [...classes.values()].filter((one) => isComponent(one) && isExported(one, barrel));
}

function isExported({ name, file }: Declaration, barrel: string): boolean {
  const [path = ""] = file.replaceAll("\\", "/").split("components/").slice(-1);
  const module = `"./${path.replace(/\.ts$/, "")}"`;
  const statements = barrel.split(/(?<=;)\n/).filter((one) => one.includes(module) && !one.includes("export type"));
  return statements.some((one) => one.includes("*") || new RegExp(`\\b${name}\\b`).test(one.replace(module, "")));
}
