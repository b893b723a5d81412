import { type PreviewedResource, previewStack, type StackPreview } from "@plinth/engine";
import { createEstate, judge, recordsOf, rules } from "@plinth/policies";
import { loadStandard } from "@plinth/standards";
import { readPulumiProject } from "../../../cli/readers/pulumi-project";
import { StackRunner } from "../../../cli/run/stack-runner";

const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Offline previews of every stack of a project, each behind those that it refers to. */
export async function previewProject(directory: string): Promise<readonly StackPreview[]> {
  const project = readPulumiProject(directory);
  const runner = new StackRunner(project);
  const previews = new Map<string, StackPreview>();
  for (const settings of project.stacks) {
    const preview = await runner.preview(settings);
    if ("message" in preview) throw new Error(`stack ${preview.stack} ${preview.message}`);
    previews.set(settings.name, preview);
  }
  const ordered = new Set<StackPreview>();
  const visit = (name: string): void => {
    const preview = previews.get(name);
    if (preview === undefined || ordered.has(preview)) return;
    for (const reference of preview.resources) if (reference.type === STACK_REFERENCE) visit(stackOf(reference));
    ordered.add(preview);
  };
  for (const name of previews.keys()) visit(name);
  return [...ordered];
}

/**
 * A stack once more, as its file configures it now.
 * @param deployed Stacks whose outputs it may refer to.
 * @param unknowns Whether it is as the real engine previews it: what AWS would assign is not known yet. Default: false.
 */
export function previewAgain(
  directory: string,
  stack: string,
  deployed: readonly StackPreview[],
  { unknowns = false } = {},
): Promise<StackPreview> {
  const { name: project, program, stacks } = readPulumiProject(directory);
  const settings = stacks.find(({ name }) => name === stack);
  if (settings === undefined) throw new Error(`no stack ${stack} in ${directory}`);
  const stackOutputs = new Map(deployed.map((p) => [`organization/${p.project}/${p.stack}`, p.outputs]));
  return previewStack(
    { project, stack, program, directory: program, config: settings.config, secretKeys: settings.secretKeys },
    { unknowns, stackOutputs },
  );
}

/** Outcome of every rule about every resource of an offline preview, by `<rule> <urn>`. */
export function offlineVerdicts(preview: StackPreview): ReadonlyMap<string, string> {
  const judgements = judge(rules, createEstate(recordsOf(preview.resources), loadStandard()));
  return new Map(judgements.map(({ rule, resource, verdict }) => [`${rule.id} ${resource.urn}`, verdict.outcome]));
}

/** Last part of `<organization>/<project>/<stack>`, which is a StackReference's id. */
function stackOf({ id }: PreviewedResource): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
