import {
  type CatalogueModel,
  type CatalogueProfile,
  type Fault,
  findModel,
  findProfile,
  type Workload,
} from "@plinth/standards";

/** Model of the standard's catalogue, and the inference profile to invoke it through. */
export interface ModelChoice {
  /** Id of the model in the catalogue: `anthropic.claude-sonnet-4-5`. */
  readonly id: string;
  /** Area of the geographic inference profile: `eu`. Default: none; the model is invoked in the workload's region. */
  readonly profile?: string;
}

/** Model that the standard allows, with the ARNs that follow, all known in preview. */
export interface ChosenModel {
  /** Model of the catalogue. */
  readonly model: CatalogueModel;
  /** Geographic inference profile. Default: none; the model is invoked in the workload's region. */
  readonly profile?: CatalogueProfile;
  /** ARN that the application inference profile copies: that of the geographic profile or of the model. */
  readonly sourceArn: string;
  /** ARNs of the model in every region that may process a request, with the empty account id of foundation models. */
  readonly modelArns: readonly string[];
}

type Location = Pick<Workload, "standard" | "region" | "accountId" | "partition">;

/** Resolves choices in the workload's region. Invalid choices are omitted: see {@link modelFaults}. */
export function chosenModels(location: Location, choices: readonly ModelChoice[]): readonly ChosenModel[] {
  return choices.flatMap((choice) => {
    const model = findModel(location.standard, choice.id);
    if (!model) return [];
    const { partition, region, accountId } = location;
    const profile = choice.profile === undefined ? undefined : findProfile(location.standard, model, choice.profile);
    const arnIn = (r: string) => `arn:${partition}:bedrock:${r}::foundation-model/${model.modelId}`;
    return {
      model,
      profile,
      sourceArn: profile
        ? `arn:${partition}:bedrock:${region}:${accountId}:inference-profile/${profile.profileId}`
        : arnIn(region),
      modelArns: [...new Set([region, ...(profile?.destinationRegions ?? [])])].map(arnIn),
    };
  });
}

/**
 * Validates choices against the standard.
 * @param path Prefix of the fault paths.
 */
export function modelFaults(location: Location, choices: readonly ModelChoice[], path: string): Fault[] {
  if (choices.length === 0) return [fault("models", path, "at least one model of the catalogue")];
  return choices.flatMap((choice, index) => {
    const isDuplicate = choices.findIndex(({ id }) => id === choice.id) < index;
    if (isDuplicate)
      return [fault("models", `${path}[${index}].id`, "a model that is not in the list already", choice.id)];
    return choiceFaults(location, choice, `${path}[${index}]`);
  });
}

function choiceFaults({ standard, region }: Location, { id, profile: area }: ModelChoice, path: string): Fault[] {
  const model = findModel(standard, id);
  if (!model) {
    return [fault("model", `${path}.id`, `one of ${standard.models.map((m) => m.id).join(", ")}`, id)];
  }
  const usable = Object.keys(model.profiles).filter((a) =>
    findProfile(standard, model, a)?.sourceRegions.includes(region),
  );
  const isDirect = model.regions.includes(region);
  if (area === undefined ? isDirect : usable.includes(area)) return [];
  const options = [...usable, ...(isDirect ? ["left out"] : [])];
  const allowed =
    options.length > 0
      ? `one of ${options.join(", ")} for ${id} from ${region}`
      : `left out, and another model: ${id} cannot be invoked from ${region}`;
  return [fault("profile", `${path}.profile`, allowed, area)];
}

function fault(name: string, path: string, allowed: string, found?: string): Fault {
  return { id: `model-access/ModelAccess/${name}`, path, allowed, ...(found === undefined ? {} : { found }) };
}
