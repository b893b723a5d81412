import {
  type CatalogueModel,
  type CatalogueProfile,
  type Fault,
  findModel,
  findProfile,
  type Workload,
} from "@plinth/standards";

/** One model of the standard's catalogue, and the way to it. */
export interface ModelChoice {
  /** The catalogue's id: `anthropic.claude-sonnet-4-5`. */
  readonly id: string;
  /** Area of the geographic profile to go through: `eu`. Default: none; the model is invoked in its own region. */
  readonly profile?: string;
}

/** A choice that the standard allows, with all that follows from it known before anything is created. */
export interface ChosenModel {
  readonly model: CatalogueModel;
  readonly profile?: CatalogueProfile;
  /** What the application profile is a copy of: the system's geographic profile, or the model itself. */
  readonly sourceArn: string;
  /** The model in every region that may process a request; empty account number, as AWS writes it. */
  readonly modelArns: readonly string[];
}

type Place = Pick<Workload, "standard" | "region" | "accountId" | "partition">;

/** What the choices mean in the workload's place. Choices that are at fault are left out: see {@link modelFaults}. */
export function chosenModels(place: Place, choices: readonly ModelChoice[]): readonly ChosenModel[] {
  return choices.flatMap((choice) => {
    const model = findModel(place.standard, choice.id);
    if (!model) return [];
    const { partition, region, accountId } = place;
    const profile = choice.profile === undefined ? undefined : findProfile(place.standard, model, choice.profile);
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

/** What the standard has against the choices; `path` is where they stand. */
export function modelFaults(place: Place, choices: readonly ModelChoice[], path: string): Fault[] {
  if (choices.length === 0) return [fault("models", path, "at least one model of the catalogue")];
  return choices.flatMap((choice, index) => {
    const twice = choices.findIndex(({ id }) => id === choice.id) < index;
    if (twice) return [fault("models", `${path}[${index}].id`, "a model that is not in the list already", choice.id)];
    return choiceFaults(place, choice, `${path}[${index}]`);
  });
}

function choiceFaults({ standard, region }: Place, { id, profile: area }: ModelChoice, path: string): Fault[] {
  const model = findModel(standard, id);
  if (!model) {
    return [fault("model", `${path}.id`, `one of ${standard.models.map((m) => m.id).join(", ")}`, id)];
  }
  const usable = Object.keys(model.profiles).filter((a) =>
    findProfile(standard, model, a)?.sourceRegions.includes(region),
  );
  const direct = model.regions.includes(region);
  if (area === undefined ? direct : usable.includes(area)) return [];
  const ways = [...usable, ...(direct ? ["left out"] : [])];
  const allowed =
    ways.length > 0
      ? `one of ${ways.join(", ")} for ${id} from ${region}`
      : `left out, and another model: ${id} cannot be invoked from ${region}`;
  return [fault("profile", `${path}.profile`, allowed, area)];
}

function fault(name: string, path: string, allowed: string, found?: string): Fault {
  return { id: `model-access/ModelAccess/${name}`, path, allowed, ...(found === undefined ? {} : { found }) };
}
