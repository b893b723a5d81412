import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { PlinthComponent } from "../../components/plinth-component";
import { REPOSITORY } from "./repository";

export interface ComponentExample {
  readonly name: string;
  readonly file: string;
  /** The class's `@example`, as a reader would copy it. */
  readonly code: string;
}

const ROOT = join(REPOSITORY, "components");
const CLASS = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*export class (\w+) extends/g;

/** Every component class for users of the package, with the example of its docstring. `@internal` ones need none. */
export function componentExamples(): ComponentExample[] {
  return globSync("*/*.ts", { cwd: ROOT })
    .sort()
    .flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(CLASS)]
        .filter(([, comment = ""]) => !comment.includes("@internal"))
        .map(([, comment = "", name = ""]) => ({
          name,
          file,
          code: (comment.split(/@example$/m)[1] ?? "").replace(/^\s*\* ?/gm, "").trim(),
        })),
    );
}

/** Everything that components' files export, by name. */
export function componentExports(): Record<string, unknown> {
  return Object.assign({}, ...globSync("*/*.ts", { cwd: ROOT }).map((file) => require(join(ROOT, file))));
}

/** A component class whose instances without a parent get `opts` as theirs. */
export function adopted(value: unknown, opts: object): unknown {
  if (typeof value !== "function" || !(value.prototype instanceof PlinthComponent)) return value;
  return new Proxy(value, {
    construct: (target, [name, args, own]) => Reflect.construct(target, [name, args, { ...opts, ...own }]),
  });
}
