import type { ResourceRecord, Types } from "../core/rule";

/** A resource that a preview of the same run saw. */
export interface ExpectedResource {
  readonly urn: string;
  /** Its canonical type. */
  readonly type: string;
  /** URNs that each property depends on, which a registration does not say. Default: none. */
  readonly edges?: ResourceRecord["edges"];
}

/** What a preview saw and the update that follows it has not registered yet. */
export class PendingResources {
  private readonly expected = new Map<string, ExpectedResource[]>();
  private readonly openByType = new Map<string, number>();

  constructor(resources: readonly ExpectedResource[]) {
    for (const resource of resources) {
      const { urn, type } = resource;
      this.expected.set(urn, [...(this.expected.get(urn) ?? []), resource]);
      this.openByType.set(type, (this.openByType.get(type) ?? 0) + 1);
    }
  }

  /** The edges of a resource that has not arrived, as the preview saw them. */
  edgesOf(urn: string): ResourceRecord["edges"] {
    return this.expected.get(urn)?.[0]?.edges;
  }

  /**
   * Takes a resource off the list.
   * @returns The types of which nothing is left, `"anything"` among them if nothing is left at all.
   */
  arrive(urn: string): readonly string[] {
    const exhausted: string[] = [];
    for (const { type } of this.expected.get(urn) ?? []) {
      const left = (this.openByType.get(type) ?? 0) - 1;
      if (left > 0) this.openByType.set(type, left);
      else {
        this.openByType.delete(type);
        exhausted.push(type);
      }
    }
    if (this.expected.delete(urn) && this.expected.size === 0) exhausted.push("anything");
    return exhausted;
  }

  /** Whether one of the cures is still to come. */
  holds(cures: Types): boolean {
    return cures === "anything" ? this.expected.size > 0 : cures.some((type) => this.openByType.has(type));
  }
}
