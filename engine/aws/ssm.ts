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

/** Images that AWS publishes as parameters have an id here; the value of any other parameter has a stand-in. */
function parameter({ args, account: { region, partition, accountId } }: FunctionContext): Values {
  const name = String(args.name);
  const isImage = /^\/aws\/service\/(?!.*recommended$).*(ami|image_id|image-id)/i.test(name);
  const owner = name.startsWith("/aws/service/") ? "" : accountId;
  const value = isImage ? `ami-${draw(`${region}${name}`, HEX, 17)}` : `value-${draw(`${region}${name}`, HEX, 7)}`;
  return {
    id: name,
    arn: `arn:${partition}:ssm:${region}:${owner}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
    ...(isImage ? { type: "String", version: 1 } : {}),
    value,
    insecureValue: value,
  };
}
