import {
  type PreviewedResource,
  type PreviewOptions,
  ProgramError,
  previewStack,
  type StackPreview,
  type StackProgram,
} from "@plinth/engine";
import { PlinthError } from "@plinth/standards";

type Props = Readonly<Record<string, unknown>>;

/** A resource as a test looks at it. */
export interface TestResource {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent?: string;
  /** State after the update. */
  readonly props: Props;
  /** Checked inputs. */
  readonly inputs: Props;
  readonly state: PreviewedResource;
}

/** The custom resources of a preview: no components, providers or stack. */
export class TestResources {
  constructor(private readonly resources: readonly TestResource[]) {}

  count(): number {
    return this.resources.length;
  }

  countByType(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { type } of [...this.resources].sort((a, b) => (a.type < b.type ? -1 : 1))) {
      counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  }

  all(type: string): readonly TestResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The one resource of that type, or undefined. @throws Error if there are several. */
  only(type: string): TestResource | undefined {
    const [first, ...others] = this.all(type);
    if (others.length > 0) throw new Error(`${others.length + 1} resources of type ${type}, not one`);
    return first;
  }

  /** The one resource of that logical name, or undefined. @throws Error if there are several. */
  named(name: string): TestResource | undefined {
    const [first, ...others] = this.resources.filter((resource) => resource.name === name);
    if (others.length > 0) throw new Error(`${others.length + 1} resources are called ${name}, not one`);
    return first;
  }
}

export interface TestPreview {
  readonly resources: TestResources;
  readonly outputs: Props;
  /** What the program refused with, if it did. */
  readonly error?: PlinthError;
  /** Undefined if the program refused. */
  readonly preview?: StackPreview;
}

/**
 * Runs `build` as the program of stack `test` of project `plinth-tests` in eu-west-1.
 * @throws ProgramError for every failure that is not a refusal of arguments or configuration (a PlinthError).
 */
export async function preview(
  build: () => unknown,
  { config, secretKeys, ...options }: PreviewOptions & Partial<Pick<StackProgram, "config" | "secretKeys">> = {},
): Promise<TestPreview> {
  try {
    const preview = await previewStack(
      {
        project: "plinth-tests",
        stack: "test",
        program: build,
        config: { "aws:region": "eu-west-1", ...config },
        secretKeys,
      },
      options,
    );
    return { resources: customResources(preview.resources), outputs: preview.outputs, preview };
  } catch (error) {
    if (!(error instanceof ProgramError) || !(error.cause instanceof PlinthError)) throw error;
    return { resources: customResources(error.resources), outputs: {}, error: error.cause };
  }
}

function customResources(resources: readonly PreviewedResource[]): TestResources {
  return new TestResources(
    resources
      .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
      .map((state) => ({
        type: state.type,
        name: state.name,
        urn: state.urn,
        parent: state.parent,
        props: state.outputs,
        inputs: state.inputs,
        state,
      })),
  );
}
