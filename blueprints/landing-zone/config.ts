import { DELEGATED_SERVICES, type DelegatedService } from "@plinth/components/identity/delegated-administrators";
import { CLASSIFICATIONS, type Standard } from "@plinth/standards";
import { z } from "zod";
import { accountId, email, kebab, oneOf, organizationId, text, workload } from "../stack/keys";
import { ACCOUNT_UNITS, hasWorkloads, UNITS } from "./units";

/** The account that keeps the organisation's trail. */
export const LOG_ARCHIVE = "log-archive";

/** The account that runs security services for the whole organisation. */
export const AUDIT = "audit";

/** `plinth:accounts`, by name. One with an e-mail address is created; one with a number only exists already. */
const account = z
  .strictObject({
    unit: oneOf(ACCOUNT_UNITS),
    email: email.optional(),
    /** Not known before AWS has created the account; its team assignments and delegations wait for it. */
    id: accountId.optional(),
  })
  .refine(({ email, id }) => email !== undefined || id !== undefined, {
    path: ["email"],
    error: "an e-mail address to create the account with, or id the number of one that exists",
  });

const accounts = z
  .record(kebab(2, 50), account, { error: "a map of accounts by name" })
  .superRefine((value, context) => {
    const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
    const all = Object.entries(value);
    if (value[LOG_ARCHIVE]?.unit !== "security")
      refuse([LOG_ARCHIVE], "there, in the unit security: it keeps the organisation's trail");
    for (const member of ["id", "email"] as const) {
      const seen = new Set<string>();
      for (const [name, account] of all) {
        const found = account[member]?.toLowerCase();
        if (found !== undefined && seen.has(found)) refuse([name, member], "that of no other account");
        if (found !== undefined) seen.add(found);
      }
    }
  });

/** `plinth:identityCenter`: who works where. Group ids are those of IAM Identity Center. */
const identityCenter = z.strictObject({
  instanceArn: text(
    /^arn:aws[a-z-]*:sso:::instance\/(sso)?ins-[0-9a-zA-Z]{16}$/,
    "the ARN of an IAM Identity Center instance, such as arn:aws:sso:::instance/ssoins-0123456789abcdef",
  ),
  teams: z
    .array(
      z.strictObject({
        name: kebab(2, 40),
        groupId: text(/^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "the id of a group"),
        accounts: z.array(z.string()).min(1, { error: "at least one account" }),
      }),
    )
    .min(1, { error: "at least one team" }),
});

const unitNames = Object.keys(UNITS);

/** `plinth:organization`: an organisation that exists already, for example AWS Control Tower's. */
const organization = z.strictObject({
  existing: z.strictObject({
    id: organizationId,
    rootId: text(/^r-[0-9a-z]{4,32}$/, "a root id such as r-ab12"),
    units: z
      .partialRecord(
        oneOf(unitNames),
        text(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/, "an organisational unit's id such as ou-ab12-cdef3456"),
      )
      .optional(),
  }),
});

const controlArn = text(
  /^arn:aws[a-z-]*:(controltower:[a-z0-9-]+::|controlcatalog:::)control\/[\w.-]+$/,
  "the ARN of a control, as AWS Control Catalog lists it",
);
const unit = oneOf(unitNames);
const units = z.array(unit, { error: `a list of ${unitNames.join(", ")}` }).min(1, { error: "at least one unit" });

/** `plinth:controlTower`: units enrolled in an AWS Control Tower that exists, and its controls on them. */
const controlTower = z
  .strictObject({
    /** The landing zone itself, taken over by import. Default: it is left as it is. */
    landingZone: z
      .strictObject({
        id: text(/^[0-9A-Z]{16}$/, "a landing zone's id such as 1A2B3C4D5E6F7G8H"),
        version: text(/^\d+\.\d+$/, "a landing zone's version such as 3.3, in quotes"),
        manifest: z.record(z.string(), z.unknown(), { error: "the landing zone's manifest" }),
        /** Whether accounts that come into a governed unit are enrolled by themselves, those made here among them. Default: false. */
        autoEnrol: z.boolean({ error: "true or false" }).default(false),
      })
      .optional(),
    /** Units that it does not govern yet. Default: none. */
    enrol: units.optional(),
    baseline: z
      .strictObject({
        version: text(/^\d+\.\d+$/, "a version of AWSControlTowerBaseline such as 5.0, in quotes"),
        identityCenterBaselineArn: text(
          /^arn:aws[a-z-]*:controltower:[a-z0-9-]+:\d{12}:enabledbaseline\/[A-Z0-9]+$/,
          "the ARN of an enabled baseline",
        ).optional(),
      })
      .optional(),
    /** CT.MULTISERVICE.PV.1, in place of this platform's own region deny. Default: not enabled. */
    regionDeny: z
      .strictObject({ controlArn, units: units.default(["infrastructure", "platform", "workloads"]) })
      .optional(),
    controls: z
      .array(z.strictObject({ controlArn, units, parameters: z.record(z.string(), z.unknown()).optional() }))
      .optional(),
  })
  .refine(({ enrol, baseline }) => enrol === undefined || baseline !== undefined, {
    path: ["baseline"],
    error: "the baseline that units are enrolled with",
  });

/** `plinth:guardrail`: what Bedrock applies to every model call of some units. */
const guardrail = ({ regions }: Standard) =>
  z.strictObject({
    units: units.default(["platform", "workloads"]),
    /** Where models are called from. Default: the stack's region. */
    regions: z.array(oneOf(regions)).min(1, { error: "at least one region" }).optional(),
    /** What it must hold back. Default: confidential, as what most workloads handle. */
    classification: oneOf(CLASSIFICATIONS).default("confidential"),
  });

const USD = "US dollars, above 0";

/** `plinth:costs`: what the whole organisation spends. Only this account is told, and only it can activate tags. */
const costs = z.strictObject({
  /** Addresses that are told once a day of what is not usual. */
  emails: z.array(email).min(1, { error: "at least one address" }),
  /** US dollars above what was to be expected. Default: 50. */
  thresholdUsd: z.number({ error: USD }).positive({ error: USD }).optional(),
  /** The monitor of services that the account has already: it may have one, and AWS makes it with Cost Explorer. Default: a new one. */
  monitorArn: text(
    /^arn:aws[a-z-]*:ce::\d{12}:anomalymonitor\/[0-9a-f-]{36}$/,
    "the ARN of an anomaly monitor",
  ).optional(),
  /**
   * Whether the standard's tags are activated for cost allocation, so that the bill tells workloads apart. AWS refuses tags
   * that it has not seen in use for a day. Default: false.
   */
  activateTags: z.boolean({ error: "true or false" }).default(false),
});

const delegatedServices = Object.keys(DELEGATED_SERVICES) as DelegatedService[];

/** Keys of the stack in the management account. */
export const organizationConfig = (standard: Standard) =>
  z
    .strictObject({
      workload,
      accounts,
      identityCenter: identityCenter.optional(),
      organization: organization.optional(),
      controlTower: controlTower.optional(),
      guardrail: guardrail(standard).optional(),
      costs: costs.optional(),
      /**
       * `existing` where the organisation has a trail already, such as AWS Control Tower's: then no account is made CloudTrail's
       * administrator, and the stack of the audit trail is left out. Default: own.
       */
      trail: oneOf(["own", "existing"]).default("own"),
      /** Services that the audit account runs for the organisation. Default: all of them. */
      delegatedServices: z.array(oneOf(delegatedServices)).default(delegatedServices),
    })
    .superRefine(({ accounts, identityCenter, controlTower, organization }, context) => {
      const refuse = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
      if (controlTower && !organization)
        refuse(["organization"], "existing, with the ids of the organisation that AWS Control Tower made");
      const known = Object.keys(accounts).filter((name) => hasWorkloads(accounts[name]?.unit ?? "security"));
      for (const [index, team] of (identityCenter?.teams ?? []).entries()) {
        for (const [position, name] of team.accounts.entries()) {
          if (!known.includes(name))
            refuse(["identityCenter", "teams", index, "accounts", position], `one of ${known.join(", ")}`);
        }
      }
    });
/** Configuration of the stack in the management account, checked. */
export type OrganizationConfig = z.infer<ReturnType<typeof organizationConfig>>;
