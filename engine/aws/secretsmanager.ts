import { UNKNOWN_VALUE } from "@plinth/standards/pulumi/wire";
import { DIGITS, draw, LETTERS } from "../pseudo-random";
import { service } from "./kit/service";
import { policy } from "./kit/validators";

export const secretsmanager = service(
  "secretsmanager",
  {
    Secret: {
      id: "{arn}",
      arn: "secretsmanager:{region}:{account}:secret:{name}-{upper6:suffix}",
      documents: ["policy"],
      defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
      validate: { policy },
      replaces: ["name", "namePrefix"],
      outputs: {},
    },
    SecretVersion: {
      id: "{secretId}|{uuid:version}",
      replaces: ["secretId"],
      outputs: ({ id }) => ({
        arn: "{secretId}",
        secretArn: "{secretId}",
        versionId: id.split("|")[1],
        versionStages: ["AWSCURRENT"],
        hasSecretStringWo: false,
      }),
    },
    SecretPolicy: { id: "{secretArn}", documents: ["policy"], validate: { policy }, replaces: ["secretArn"] },
    SecretRotation: { id: "{secretId}", replaces: ["secretId"], outputs: { rotationEnabled: true } },
  },
  {
    getSecret: ({ args, account: { accountId, partition, region } }) => {
      const arn =
        args.arn ?? `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${args.name}-${suffixOf(args.name)}`;
      return {
        id: arn,
        arn,
        name:
          args.name ??
          String(args.arn)
            .split(":")
            .at(-1)
            ?.replace(/-\w{6}$/, ""),
      };
    },
    /** What a secret holds is never invented. */
    getSecretVersion: {
      id: "{secretId}|{versionStage}",
      arn: "{secretId}",
      versionStage: "AWSCURRENT",
      secretString: UNKNOWN_VALUE,
      secretBinary: UNKNOWN_VALUE,
    },
  },
);

function suffixOf(name: unknown): string {
  return draw(String(name), `${LETTERS}${DIGITS}`, 6);
}
