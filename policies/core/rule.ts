import type { Standard } from "@plinth/standards";

/** Stands in place of a value that the engine does not know yet. Reading it is safe; judging it is not. */
export const UNKNOWN: unique symbol = Symbol("unknown");
/** The type of {@link UNKNOWN}. */
export type Unknown = typeof UNKNOWN;

/** A resource as a rule sees it: checked inputs before it is created, state afterwards. Plain data, never a proxy. */
export interface ResourceRecord {
  /** Pulumi type token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Pulumi URN, which keeps the type that the program declares. */
  readonly urn: string;
  /** Logical name: the last part of the URN. */
  readonly name: string;
  /** Provider-assigned id; UNKNOWN or absent before creation. Default: none. */
  readonly id?: string | Unknown;
  /** Properties by name; a value that is not known yet is UNKNOWN. */
  readonly props: Readonly<Record<string, unknown>>;
  /** URN of the parent component, if any. Default: none. */
  readonly parent?: string;
  /**
   * URN of the resource of the program that it stands in: a template, a desired state, or a resource that describes several.
   * The engine knows no other. Default: it is one of the program's own.
   */
  readonly within?: string;
  /**
   * Configuration of the provider that manages it: region, `assumeRoles`, `defaultTags`, `allowedAccountIds`. Default:
   * not known.
   */
  readonly provider?: Readonly<Record<string, unknown>>;
  /**
   * URNs that each top-level property depends on; known even while the property's value is not. A property that the
   * program gives has an entry, empty if it depends on nothing. Default: none.
   */
  readonly edges?: Readonly<Record<string, readonly string[]>>;
  /**
   * URNs of what it waits for: by `dependsOn`, or since a property refers to it. Default: not known, as at registration.
   */
  readonly dependencies?: readonly string[];
}

/** What a property refers to, as far as it can be seen. */
export interface References {
  /** Resources of this run that the property refers to. */
  readonly found: readonly ResourceRecord[];
  /** False if it also refers to something that is not known yet or not managed in this run. */
  readonly complete: boolean;
}

/** The resources of one run and the edges between them, which are known even while values are not. */
export interface Estate {
  /** The standard in force, which rules read their requirements from. */
  readonly standard: Standard;
  /** All resources of the run, in the order of their registration. */
  readonly resources: readonly ResourceRecord[];
  /** Resources of one of `types`, in the order of `types`. */
  ofType(...types: readonly string[]): readonly ResourceRecord[];
  /**
   * Resources of one of `types` that the values at `path` of `resource` name by id, ARN or name; where a value is not
   * known, by the edge of its top-level property. `path` steps into objects, at `[]` into every array member and at `{}`
   * into every member of a map: `vpcConfig.subnetIds[]`, `roles{}`.
   */
  references(resource: ResourceRecord, path: string, types: readonly string[]): References;
  /** Resources of one of `types` whose `path` refers to `target`. */
  referrers(target: ResourceRecord, path: string, types: readonly string[]): readonly ResourceRecord[];
}

/**
 * What a rule finds about one resource. "undetermined" is never a pass. Texts are shown to people and written into logs,
 * and any property may be a secret: they name resources by their logical names, and say of values only what the rule
 * itself knows (actions, levels, days, addresses), never the text of a property. `found` begins with the resource's name.
 */
export type Verdict =
  | {
      readonly outcome: "pass";
      /** What it rests on, where that is not in the estate but declared in the standard; shown in reports. */
      readonly evidence?: string;
    }
  | { readonly outcome: "not-applicable"; readonly reason: string }
  | { readonly outcome: "undetermined"; readonly reason: string }
  | {
      readonly outcome: "violation";
      readonly found: string;
      readonly required: string;
      readonly fix: string;
      /** To be seen and not to block, whatever the rule's level: hygiene outside the AI estate. Default: false. */
      readonly advisory?: true;
      /**
       * As `cures` of the rule, where this violation has fewer: a function without a VPC stays without one, whatever is
       * registered later. Default: those of the rule.
       */
      readonly cures?: Types;
    };

/** Types of resources as `Estate` has them, variants read as the one type that stands for them; or every type. */
export type Types = readonly string[] | "anything";

/** The four outcomes of a {@link Verdict}. */
export type Outcome = Verdict["outcome"];

/** The layers of the architecture, in the order in which rules and reports list them. */
export const LAYERS = [
  "network",
  "identity",
  "data",
  "model-access",
  "orchestration",
  "observability",
  "governance",
] as const;
/** One of {@link LAYERS}; the folder that a rule is in. */
export type Layer = (typeof LAYERS)[number];

/** One setting of a rule, as JSON Schema; the engine checks the same before it hands a pack its configuration. */
export type Setting = { readonly description: string } & (
  | { readonly type: "integer" | "number"; readonly minimum: number; readonly maximum?: number }
  | { readonly type: "string"; readonly enum: string[] }
  | {
      readonly type: "array";
      readonly items: { readonly type: "string"; readonly enum: string[] };
      readonly minItems: 1;
      readonly uniqueItems: true;
    }
);

/** Values by the name of the setting, as Pulumi's policy configuration gives them. */
export type SettingValues = Readonly<Record<string, unknown>>;

/**
 * What Pulumi's policy configuration may set for one rule. Settings only tighten: their bounds are those of the standard,
 * and what is laxer is refused. To loosen there are the standard, levels and waivers, each seen by whoever reviews it.
 */
export interface RuleSettings {
  /** The settings by name, with the bounds that the standard gives them. */
  properties(standard: Standard): Readonly<Record<string, Setting>>;
  /** The standard as the rule then reads it, from values that fit their settings. */
  tighten(standard: Standard, values: SettingValues): Standard;
}

/**
 * One policy: what it is called, what it is about, and how it judges a resource.
 *
 * Rules are plain data. The CrossGuard adapter, the offline preview, the assessment and the rule's page all read the
 * same object.
 */
export interface Rule {
  /** `<service>-<resource>-<good-state>`; published, so never reused for something else. */
  readonly id: string;
  /** Layer of the architecture that the rule is about; its folder. */
  readonly layer: Layer;
  /** Group of rules that packs, frameworks and reports name together. */
  readonly family:
    | "per-workload-iam"
    | "classification"
    | "retention"
    | "private-egress"
    | "models"
    | "orchestration"
    | "observability";
  /** How much harm a violation does; shown in reports. */
  readonly severity: "low" | "medium" | "high" | "critical";
  /** What a violation does unless a pack or Pulumi's policy configuration says otherwise. Default: mandatory. */
  readonly level?: "mandatory" | "advisory";
  /** The requirement in one sentence. */
  readonly title: string;
  /**
   * `resource`: `judge` reads only its first argument and the standard, so it judges before each creation.
   * `stack`: it needs the resources around it, so it judges when the run's resources are all known.
   */
  readonly scope: "resource" | "stack";
  /** Type tokens that the rule is about; it does not apply to any other type. */
  readonly types: readonly string[];
  /**
   * What could still cure a violation once its resource is registered. During an update, a violation blocks as soon as
   * nothing of this is still to come: with `[]`, before the resource is created. Membership of the AI estate only grows,
   * so it is never a cure. A rule of scope `resource` needs none. Default: `"anything"`: judged at the end of the run only.
   */
  readonly cures?: Types;
  /**
   * Types whose registration can make a resource violate that was registered earlier: a policy, for a rule about the role
   * that it is attached to. The engine then stops before the policy is created. Default: none.
   */
  readonly causes?: Types;
  /** Default: there is nothing to set but its level. */
  readonly settings?: RuleSettings;
  /** Judges one resource of `types`. A pure function: it reads its arguments only. */
  judge(resource: ResourceRecord, estate: Estate): Verdict;
}
