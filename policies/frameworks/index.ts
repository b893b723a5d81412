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
  /** Which rules serve which part of it, and why. */
  readonly serves: readonly Service[];
}

/** Rules that serve a part of a control for one reason. */
export interface Service {
  /** The part: `AC-6(1)`, `15(5)`; the control's own id where it has no parts. */
  readonly clause: string;
  /** What the rules do for it, in one sentence without its capital and full stop. */
  readonly why: string;
  /** Ids of the rules. */
  readonly rules: readonly string[];
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
  /** The parts of the control that the rule serves, each with the reason. */
  readonly services: readonly Pick<Service, "clause" | "why">[];
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

/** The controls that a rule serves. */
export function controlsOf(rule: Pick<Rule, "id">): readonly ServedControl[] {
  return frameworks().flatMap((framework) =>
    framework.controls.flatMap((control) => {
      const services = control.serves.filter(({ rules }) => rules.includes(rule.id));
      return services.length > 0 ? [{ framework, control, services, tag: tagOf(framework, control) }] : [];
    }),
  );
}

function tagOf(framework: Framework, control: Control): string {
  const id = control.id.startsWith("Article") ? control.id.toLowerCase().replace(" ", "-") : control.id;
  return `${framework.id}/${id}`;
}
