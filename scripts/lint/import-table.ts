import type { Finding } from "./finding";
import { type Modules, type ModuleUse, packageOf } from "./modules";
import { RESTRICTED_PACKAGES, type RestrictedPackage, ROOMS, type Room } from "./rooms";

const RANK = { code: 2, types: 1, path: 0 } as const;

/** Imports that the table of rooms does not allow. Relative imports count by the file they reach. */
export function importBreaches(
  modules: Modules,
  rooms: readonly Room[] = ROOMS,
  restricted: readonly RestrictedPackage[] = RESTRICTED_PACKAGES,
): readonly Finding[] {
  return [...modules.byPath.values()].flatMap(({ path, uses }) =>
    uses.flatMap((use) => {
      const target = modules.reach(path, use.specifier);
      const breach =
        target === undefined ? loadedOutside(path, use, restricted) : crossedInto(target, path, use, rooms);
      return breach ? [{ path, line: use.line, ...breach }] : [];
    }),
  );
}

type Breach = Pick<Finding, "problem" | "fix">;

function crossedInto(target: string, path: string, { kind }: ModuleUse, rooms: readonly Room[]): Breach | undefined {
  const from = roomOf(path, rooms);
  if (!from || nameOfRoom(path, from) === nameOfRoom(target, roomOf(target, rooms))) return undefined;
  const allowed = [
    ...from.imports.map((room) => ({ room, rank: RANK.code })),
    ...(from.types ?? []).map((room) => ({ room, rank: RANK.types })),
    ...(from.resolves ?? []).map((room) => ({ room, rank: RANK.path })),
  ];
  const reached = roomOf(target, rooms);
  if (allowed.some(({ room, rank }) => RANK[kind] <= rank && contains(room, target))) return undefined;
  return {
    problem: `${from.path} must not ${VERBS[kind]} ${reached?.path ?? target}`,
    fix: `it may import ${from.imports.join(", ") || "nothing of ours"}${listed(", types of", from.types)}${listed(
      ", and resolve",
      from.resolves,
    )} (scripts/lint/rooms.ts)`,
  };
}

const VERBS = { code: "import", types: "import types of", path: "resolve" } as const;

function listed(words: string, rooms: readonly string[] = []): string {
  return rooms.length === 0 ? "" : `${words} ${rooms.join(", ")}`;
}

function loadedOutside(path: string, use: ModuleUse, restricted: readonly RestrictedPackage[]): Breach | undefined {
  const found = restricted.find(({ name }) => use.kind === "code" && packageOf(use.specifier) === name);
  if (!found || found.rooms.some((room) => contains(room, path))) return undefined;
  return {
    problem: `loads ${found.name}, but ${found.reason}`,
    fix: `only ${found.rooms.join(", ")} may load it; import its types`,
  };
}

/** The room of a file: the one with the longest path that contains it, a name before a `*`. */
export function roomOf(file: string, rooms: readonly Room[] = ROOMS): Room | undefined {
  const holding = rooms.filter(({ path }) => contains(path, file));
  return holding.sort((a, b) => rankOf(b.path) - rankOf(a.path))[0];
}

function rankOf(path: string): number {
  return path.split("/").length * 2 - (path.includes("*") ? 1 : 0);
}

/** `services/*` has a room for each folder: `services/chat`. */
function nameOfRoom(file: string, room: Room | undefined): string | undefined {
  if (!room?.path.endsWith("/*")) return room?.path;
  return file.split("/").slice(0, room.path.split("/").length).join("/");
}

function contains(room: string, file: string): boolean {
  let pattern = patterns.get(room);
  if (!pattern) {
    const parts = room.split("/").map((part) => part.replaceAll(".", "\\.").replace("*", "[^/]+"));
    pattern = new RegExp(`^${parts.join("/")}(/|$)`);
    patterns.set(room, pattern);
  }
  return pattern.test(file);
}

/** Compiled once for each room: every import of the repository is compared with every room. */
const patterns = new Map<string, RegExp>();
