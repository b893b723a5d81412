import { isObject, parsedJson } from "../core/values";
import type { Remediation } from "./remediation";

/** AWS's own clients always use TLS, so nobody who works today is kept out. */
export const bucketTls: Remediation = {
  id: "s3-bucket-policy-gets-tls",
  rules: ["s3-bucket-demands-tls"],
  title: "A bucket policy that says nothing of TLS gets the statement that demands it",
  types: ["aws:s3/bucketPolicy:BucketPolicy"],

  fix({ props: { bucket, policy } }) {
    if (typeof bucket !== "string" || typeof policy !== "string" || /aws:SecureTransport/i.test(policy))
      return undefined;
    const document = parsed(policy);
    if (!document) return undefined;
    const arn = `arn:${/"arn:(aws[a-z-]*):/.exec(policy)?.[1] ?? "aws"}:s3:::${bucket}`;
    const demand = {
      Sid: "TlsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    return { policy: JSON.stringify({ ...document, Statement: [...[document.Statement].flat(), demand] }) };
  },
};

/** Undefined unless it is a policy document with statements. */
function parsed(policy: string): Readonly<Record<string, unknown>> | undefined {
  const document = parsedJson(policy);
  return isObject(document) && isObject([document.Statement].flat()[0]) ? document : undefined;
}
