import { draw, HEX } from "../pseudo-random";
import type { Values } from "../simulation";
import { type FunctionContext, service } from "./kit/service";
import { matches, oneOf } from "./kit/validators";

export const ssm = service(
  "ssm",
  {
    Parameter: {
      arn: ({ name }) => `ssm:{region}:{account}:parameter${String(name).startsWith("/") ? "" : "/"}{name}`,
      validate: {
        name: matches(/^[\w./-]+$/, "letters, digits, . - _ /"),
        tier: oneOf("Standard", "Advanced", "Intelligent-Tiering"),
        type: oneOf("String", "StringList", "SecureString"),
      },
      replaces: ["name", "keyId"],
      outputs: { dataType: "text", tier: "Standard", version: 1, hasValueWo: false },
    },
    Document: {
      arn: "ssm:{region}:{account}:document/{name}",
      validate: { documentFormat: oneOf("JSON", "TEXT", "YAML") },
      replaces: ["name", "documentType"],
    },
  },
  { getParameter: parameter },
);

/** A parameter whose value is the id of an image, of those that AWS publishes. */
const IMAGE_ID = /^\/aws\/service\/(?!.*optimized-ami\/).*ami|\/image[_-]id$/i;
/**
 * Those that describe an image in JSON.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html (read 2026-12-01).
 */
const IMAGE = /^\/aws\/service\/.*optimized-ami\/.*\/recommended$/;

/** Images that AWS publishes as parameters have an id here; the value of any other parameter has a stand-in. */
function parameter({ args, account: { region, partition, accountId } }: FunctionContext): Values {
  const name = String(args.name);
  const owner = name.startsWith("/aws/service/") ? "" : accountId;
  const digits = draw(`${region}${name.replace(/\/image_id$/, "")}`, HEX, 17);
  const isImage = IMAGE.test(name) || IMAGE_ID.test(name);
  const ofImage = IMAGE.test(name) ? JSON.stringify({ image_id: `ami-${digits}` }) : `ami-${digits}`;
  const value = isImage ? ofImage : `value-${digits.slice(0, 7)}`;
  return {
    id: name,
    arn: `arn:${partition}:ssm:${region}:${owner}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
    ...(isImage ? { type: "String", version: 1 } : {}),
    value,
    insecureValue: value,
  };
}
