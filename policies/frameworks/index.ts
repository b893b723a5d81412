import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Rule } from "../core/rule";

/** A control, article or best practice of somebody else's framework. */
export interface Control {
  /** `AC-6`, `Article 12`. */
  readonly id: string;
  /** Title as the publisher gives it. */
  readonly title: string;
  /** Families whose rules all serve it, those to come too. Default: none. */
  readonly families?: readonly Rule["family"][];
  /** Rules of other families that serve it, or the only ones that do. Default: none. */
  readonly rules?: readonly string[];
}

/** What Plinth's rules are mapped to; read from the YAML files of this folder, since rules know nothing of it. */
export interface Framework {
  /** Name of its file: `nist-800-53`. */
  readonly id: string;
  /** Name for people. */
  readonly name: string;
  /** Where it is published. */
  readonly source: string;
  /** The controls that rules serve. */
  readonly controls: readonly Control[];
}

/** A control as it is shown beside a rule. */
export interface ServedControl {
  /** The framework that the control is in. */
  readonly framework: Framework;
  /** The control that the rule serves. */
  readonly control: Control;
  /** For reports and filters: `nist-800-53/AC-6`, `eu-ai-act/article-12`. */
  readonly tag: string;
}

let loaded: readonly Framework[] | undefined;

/** Every framework, by id. Read when first asked for. */
export function frameworks(): readonly Framework[] {
  loaded ??= readdirSync(__dirname)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => parse(readFileSync(join(__dirname, file), "utf8")) as Framework);
  return loaded;
}

/** The controls that a rule serves: by its id, and by its family. */
export function controlsOf(rule: Pick<Rule, "id" | "family">): readonly ServedControl[] {
  return frameworks().flatMap((framework) =>
    framework.controls
      .filter(({ families, rules }) => families?.includes(rule.family) || rules?.includes(rule.id))
      .map((control) => ({ framework, control, tag: tagOf(framework, control) })),
  );
}

function tagOf(framework: Framework, control: Control): string {
  const id = control.id.startsWith("Article") ? control.id.toLowerCase().replace(" ", "-") : control.id;
  return `${framework.id}/${id}`;
}
