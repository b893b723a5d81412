import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output";

/** What a component's provider looks up and the simulation cannot know. */
export function unknownOutput<Value>(): pulumi.Output<Value> {
  return pulumi.output(unknown) as unknown as pulumi.Output<Value>;
}
