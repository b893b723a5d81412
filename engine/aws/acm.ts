import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { service } from "./kit/service";

// ARNs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html (read 2026-11).
// Which name a certificate is for that exists already is a stand-in.
export const acm = service(
  "acm",
  {
    Certificate: {
      id: "{arn}",
      arn: "acm:{region}:{account}:certificate/{uuid}",
      outputs: ({ properties: { domainName, subjectAlternativeNames, validationMethod } }) => ({
        domainName: "{letter8}.example.com",
        domainValidationOptions:
          validationMethod === "DNS" ? validationRecords([domainName, subjectAlternativeNames].flat()) : [],
        status: "ISSUED",
        type: "AMAZON_ISSUED",
      }),
    },
  },
  {
    getCertificate: {
      arn: "arn:{partition}:acm:{region}:{account}:certificate/{uuid}",
      id: "{arn}",
      domain: "{letter8}.example.com",
      status: "ISSUED",
    },
  },
);

/**
 * The CNAME record that proves each name of a certificate; a name and its wildcard have the same one.
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html (read 2026-11).
 */
function validationRecords(names: readonly unknown[]): unknown {
  if (names.includes(UNKNOWN_VALUE)) return UNKNOWN_VALUE;
  return [...new Set(names)]
    .filter((name) => typeof name === "string")
    .map((domainName) => {
      const proven = domainName.replace(/^\*\./, "");
      const label = proven.replaceAll(".", "-");
      return {
        domainName,
        resourceRecordName: `_{hex32:${label}}.${proven}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_{hex32:${label}-value}.acm-validations.aws.`,
      };
    });
}
