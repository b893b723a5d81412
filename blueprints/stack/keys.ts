import { CLASSIFICATIONS, nearest } from "@plinth/standards";
import { z } from "zod";

/** Text of one form. `allowed` completes "must be …", also where the value is missing. */
export function text(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}

/** One of a few words, with the nearest one to what was said. */
export function oneOf<const T extends string>(words: readonly T[]) {
  return z.enum(words, {
    error: ({ input }) => {
      const near = typeof input === "string" ? nearest(input, words) : undefined;
      return `one of ${words.join(", ")}${near ? `: did you mean ${near}?` : ""}`;
    },
  });
}

/** A whole number within bounds. Pulumi stores one at the first level as text. `allowed` completes "must be …". */
export function wholeNumber(min: number, max: number, allowed: string) {
  return z.coerce
    .number({ error: allowed })
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, { error: allowed });
}

/** The number of an AWS account. */
export const accountId = text(/^\d{12}$/, "an AWS account id: twelve digits, in quotes");
/** An e-mail address. */
export const email = text(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "an e-mail address");
/** The id that AWS Organizations gives an organisation. */
export const organizationId = text(/^o-[a-z0-9]{10,32}$/, "an organisation id such as o-a1b2c3d4e5");
/** A lower-case kebab name of bounded length. */
export const kebab = (minimum: number, maximum: number) =>
  text(
    new RegExp(`^(?=.{${minimum},${maximum}}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$`),
    `a lower-case kebab name of ${minimum} to ${maximum} characters`,
  );

/** `plinth:workload`: who the stack's resources belong to and what they handle. */
export const workloadShape = {
  /** What the workload's resources are named and tagged by. Bounds: 2 to 20 characters of kebab case. */
  name: kebab(2, 20),
  /** The team that answers for it. Bounds: 2 to 40 characters of kebab case. */
  owner: kebab(2, 40),
  /** The most sensitive data that it handles: keys, locks and retention follow from it. */
  classification: oneOf(CLASSIFICATIONS),
  /** Whether a regulator asks about it: it is then built for the pack `regulated`. Default: false. */
  regulated: z.boolean({ error: "true or false" }).default(false),
};
/** `plinth:workload` of any stack. */
export const workload = z.strictObject(workloadShape);
/** A stack's `plinth:workload`, checked. */
export type WorkloadSettings = z.infer<typeof workload>;

/** A KMS key that exists already. */
export const keyArn = text(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-f-]{36}$/, "the ARN of a KMS key");

/** Image of Amazon ECR by digest, as `containerImage` takes it. */
export const ecrImage = text(
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/,
  "an image of Amazon ECR by digest: <repository>@sha256:…",
);

/** The id that Amazon EC2 gives a resource, by its prefix: `vpc`, `subnet`, `sg`, `pl`. */
export function ec2Id(prefix: string) {
  return text(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `an id such as ${prefix}-0123456789abcdef0`);
}

/** The name of another stack, whose outputs are read. */
export const stackName = text(
  /^[\w.-]+(\/[\w.-]+\/[\w.-]+)?$/,
  "a stack of this project, or <organization>/<project>/<stack>",
);

/** `plinth:organization`: where the organisation's ids come from. */
export const organization = z.strictObject({
  /** Stack that made the organisation: of this project, or `<organization>/<project>/<stack>`. Default: `org`. */
  stack: stackName.default("org"),
  /** Stack that made the audit trail. Default: `security`. */
  securityStack: stackName.default("security"),
  /** An organisation that exists already (AWS Control Tower, for example); no stack is read then. */
  existing: z
    .strictObject({ id: organizationId, logArchiveBucketName: text(/^[a-z0-9.-]{3,63}$/, "the name of a bucket") })
    .optional(),
});
/** A workload stack's `plinth:organization`, checked. */
export type OrganizationSettings = z.infer<typeof organization>;

/** `plinth:organization` of a stack that needs the management account too; the stack that made it is `org` by default. */
export const managedOrganization = z.strictObject({
  stack: stackName.default("org"),
  existing: z.strictObject({ id: organizationId, managementAccountId: accountId }).optional(),
});
