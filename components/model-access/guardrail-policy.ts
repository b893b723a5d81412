import { createHash } from "node:crypto";
import { type Classification, isAtLeast } from "@plinth/standards";
import type { GuardrailArgs } from "@pulumi/aws/bedrock";

/**
 * Contact data that customers legitimately give a support desk. The guardrail replaces it with `{NAME}` and the like
 * before the model reads it.
 */
const CONTACT = ["ADDRESS", "EMAIL", "NAME", "PHONE", "USERNAME"];

/** Data that no conversation with a model needs: credentials, payment data and government identifiers. */
const SECRET = [
  "AWS_ACCESS_KEY",
  "AWS_SECRET_KEY",
  "CREDIT_DEBIT_CARD_CVV",
  "CREDIT_DEBIT_CARD_NUMBER",
  "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
  "PASSWORD",
  "PIN",
  "UK_NATIONAL_INSURANCE_NUMBER",
  "US_BANK_ACCOUNT_NUMBER",
  "US_PASSPORT_NUMBER",
  "US_SOCIAL_SECURITY_NUMBER",
];

/** Credentials, which are never the content of a document. */
const CREDENTIALS = ["AWS_ACCESS_KEY", "AWS_SECRET_KEY", "CREDIT_DEBIT_CARD_CVV", "PASSWORD", "PIN"];

/**
 * `conversation` masks personal data before the model reads it; `extraction` passes the personal data in documents and
 * stops credentials.
 */
export type GuardrailPurpose = "conversation" | "extraction";

const HARMFUL = ["HATE", "INSULTS", "MISCONDUCT", "SEXUAL", "VIOLENCE"];

/** Policies and messages of a guardrail, as arguments of `aws.bedrock.Guardrail`. */
export type GuardrailPolicy = Pick<
  GuardrailArgs,
  | "blockedInputMessaging"
  | "blockedOutputsMessaging"
  | "contentPolicyConfig"
  | "sensitiveInformationPolicyConfig"
  | "wordPolicyConfig"
>;

/**
 * Guardrail policy by classification. Harmful content is filtered at medium strength up to `internal`, and at high
 * strength from `confidential`. Credentials and payment data are masked up to `internal`, and blocked from
 * `confidential`. Prompt attacks are always filtered at high strength. Names of filters and entities:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html (read 2026-11).
 */
export function guardrailPolicy(
  classification: Classification,
  purpose: GuardrailPurpose = "conversation",
): GuardrailPolicy {
  const sensitive = isAtLeast(classification, "confidential");
  const strength = sensitive ? "HIGH" : "MEDIUM";
  const entity = (type: string, action: "ANONYMIZE" | "BLOCK") => ({
    type,
    action,
    inputAction: action,
    outputAction: action,
  });
  return {
    blockedInputMessaging: "This message cannot be processed.",
    blockedOutputsMessaging: "This answer cannot be shown.",
    contentPolicyConfig: {
      filtersConfigs: [
        ...HARMFUL.map((type) => ({ type, inputStrength: strength, outputStrength: strength })),
        // Prompt attacks are in the input; AWS accepts no other output strength.
        { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
      ],
    },
    sensitiveInformationPolicyConfig: {
      piiEntitiesConfigs: [
        ...(purpose === "conversation" ? CONTACT : []).map((type) => entity(type, "ANONYMIZE")),
        ...(purpose === "conversation" ? SECRET : CREDENTIALS).map((type) =>
          entity(type, sensitive ? "BLOCK" : "ANONYMIZE"),
        ),
      ],
    },
    wordPolicyConfig: { managedWordListsConfigs: [{ type: "PROFANITY" }] },
  };
}

/** Digest of a policy. A guardrail version is a snapshot, so a changed policy needs a new version. */
export function policyDigest(policy: GuardrailPolicy): string {
  return createHash("sha256").update(JSON.stringify(policy)).digest("hex").slice(0, 12);
}
