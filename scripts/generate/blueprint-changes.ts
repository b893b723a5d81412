import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cell, table } from "./markdown";

const BLUEPRINTS = join(__dirname, "../../blueprints");

/** A change of configuration that a running stack of a blueprint takes, or refuses: an entry of its `changes.yaml`. */
export interface Change {
  readonly title: string;
  /** What is set, by path as `pulumi config set --path` takes it: `plinth:workload.models[1]`; null removes. */
  readonly set: Readonly<Record<string, unknown>>;
  /** What the numbers do not say. */
  readonly note?: string;
  /** Classes of resources that a production stack gets, changes in place, replaces and loses. Default: none. */
  readonly creates?: readonly string[];
  readonly updates?: readonly string[];
  readonly replaces?: readonly string[];
  readonly deletes?: readonly string[];
  /** Whether others get other tags, and nothing else. Default: false. */
  readonly retags?: boolean;
  /** Classes of stores that the change would replace or delete: in production it is refused. */
  readonly refused?: readonly string[];
}

/** What a blueprint's changes start from: every stack of its own, or, where there is none, this configuration. */
export interface BlueprintChanges {
  readonly from?: Readonly<Record<string, unknown>>;
  readonly changes: readonly Change[];
}

/** Changes by blueprint: each `blueprints/<folder>/changes.yaml` has those of the blueprints in its folder. */
export function blueprintChanges(): Readonly<Record<string, BlueprintChanges>> {
  return Object.assign({}, ...changeFiles().map((file) => parse(readFileSync(file, "utf8"))));
}

export function changeFiles(): string[] {
  return readdirSync(BLUEPRINTS)
    .map((folder) => join(BLUEPRINTS, folder, "changes.yaml"))
    .filter((file) => existsSync(file));
}

/** The part of a blueprint's page about its running stacks. */
export function changesSection({ changes }: BlueprintChanges): string {
  const rows = changes.map((change) => [
    cell(change.title),
    Object.entries(change.set)
      .map(([path, value]) => (value === null ? `\`${path}\` removed` : `\`${path}: ${cell(JSON.stringify(value))}\``))
      .join("<br>"),
    cell(effectOf(change)),
  ]);
  return `## Changes of a running stack

What \`pulumi config set --path\` changes in production, and what the next \`pulumi up\` then does. What is refused would
replace or delete a protected store: \`pulumi up\` says which and changes nothing. Outside production nothing is protected:
there such a change goes through, and what the store held is lost.

${table(["change", "set", "effect"], rows)}`;
}

function effectOf({ creates, updates, replaces, deletes, retags, refused, note }: Change): string {
  const verbs = { creates, "updates in place": updates, replaces, deletes };
  const done = Object.entries(verbs).flatMap(([verb, types]) => (types ? [`${verb} ${types.join(", ")}`] : []));
  if (retags) done.push(done.length > 0 ? "tags the rest anew" : "tags everything anew");
  const effect = refused ? `**refused**: protected ${refused.join(", ")} would go` : done.join("; ") || "nothing";
  return [`${effect.charAt(0).toUpperCase()}${effect.slice(1)}.`, note].filter(Boolean).join(" ");
}
