import { containerImage } from "@plinth/components";
import type { Workload } from "@plinth/standards";
import type { Blueprint, ConfigBasis } from "../stack/blueprint";
import { regionalKeys, withinRetention } from "../workload/keys";
import { secondRegion } from "../workload/region-keys";
import { inRegions } from "../workload/regions";
import { Conversational, type ConversationalArgs } from "./conversational";
import { certificateIn, clients, options, wiredKeys } from "./options";

export * from "./conversational";

function schema(basis: ConfigBasis) {
  const keys = regionalKeys(basis, {
    ...wiredKeys(basis),
    ...options,
    secondRegion: secondRegionKeys(basis).optional(),
  });
  return withinRetention(keys, basis, "sessionDays", "output");
}

/** `plinth:secondRegion`, with what the keys above name in the first region. */
function secondRegionKeys(basis: ConfigBasis) {
  const keys = secondRegion(basis).safeExtend({
    /** As `plinth:certificateArn`, of that region. */
    certificateArn: certificateIn(undefined).optional(),
    /** As `plinth:clients`, in that region. */
    clients: clients.optional(),
  });
  return keys.superRefine(({ region, certificateArn }, context) => {
    if (certificateArn === undefined || certificateArn.split(":")[3] === region) return;
    const message = `the ARN of a certificate in ${region}`;
    context.addIssue({ code: "custom", path: ["certificateArn"], message });
  });
}

/** `plinth:blueprint: conversational` */
export const conversational = {
  name: "conversational",
  schema,
  deploy: (config, context) =>
    inRegions(config, context, (name, args, opts) => {
      const { certificateArn, clients } = args.isHome ? config : (config.secondRegion ?? {});
      const image = imageOf(config.image, context.workload.region, args.workload);
      return new Conversational(name, { ...args, certificateArn, clients, image }, opts);
    }),
} satisfies Blueprint<ReturnType<typeof schema>>;

/** In another region than the stack's it is the same digest, in the registry of that region: endpoints reach no other. */
function imageOf(
  image: string | undefined,
  home: string,
  { region, partition }: Workload,
): ConversationalArgs["image"] {
  if (image === undefined || image === "build") return image;
  return containerImage(image.replace(`.ecr.${home}.`, `.ecr.${region}.`), partition);
}
