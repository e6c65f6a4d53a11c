// Reads kyverno-test.yaml (cli.kyverno.io/v1alpha1 Test) and the files that it names.
import fs from "node:fs";
import path from "node:path";

/** Every test under a folder, by its path. */
export function testsUnder(folder) {
    return fs
        .readdirSync(folder, { recursive: true })
        .filter((file) => path.basename(file) === "kyverno-test.yaml")
        .sort()
        .map((file) => path.join(folder, file));
}

/** One test with all that it names; what is missing is in `problems`. */
export function readTest(file, api, yaml) {
    const folder = path.dirname(file);
    const problems = [];
    const read = (name) => {
        const target = path.join(folder, name);
        if (fs.existsSync(target)) return yaml.loadAll(fs.readFileSync(target, "utf8")).filter((document) => document).map(celValue);
        problems.push(`${name} does not exist`);
        return [];
    };
    const optional = (name) => (name ? read(name)[0] : undefined);
    const [test] = read(path.basename(file));
    const policies = (test.policies ?? []).flatMap(read);
    const resources = (test.resources ?? []).flatMap(read).map((resource) => settle(resource, api));
    const values = optional(test.values ?? test.variables) ?? {};
    const context = optional(test.context)?.spec?.resources ?? [];
    const user = optional(test.userinfo)?.userInfo ?? {};
    const changes = fs.existsSync(path.join(folder, CHANGES)) ? changesOf(read(CHANGES)[0], api) : [];
    return {
        file, folder, test, policies, resources, context, changes, problems, read,
        operation: values.globalValues?.["request.operation"],
        namespaces: namespacesOf(values, resources),
        userInfo: asUser(user),
    };
}

const asUser = (user) => ({ username: "", groups: [], extra: {}, uid: "", ...user });

// Kyverno's command line knows updates that change nothing only. Those that do are in a file of our own beside the test: `objects` and `users` by name, and `changes` of the one by the
// other, each a merge patch (RFC 7386) with its `result`.
const CHANGES = "changes.yaml";

function changesOf({ objects, users, changes }, api) {
    return changes.map(({ name, object, by, patch, result }) => {
        const was = settle(structuredClone(objects[object]), api);
        return { name, result, was, is: merged(structuredClone(was), patch), userInfo: asUser(users[by]) };
    });
}

function merged(target, patch) {
    if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
    const made = target !== null && typeof target === "object" && !Array.isArray(target) ? target : {};
    for (const [key, value] of Object.entries(patch)) {
        if (value === null) delete made[key];
        else made[key] = merged(made[key], value);
    }
    return made;
}

// The command line knows a namespace by the values only, never by the resources.
function namespacesOf(values) {
    const selected = (values.namespaceSelector ?? []).map(({ name, labels }) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } }));
    return new Map([...selected, ...(values.namespaces ?? [])].map((namespace) => [namespace.metadata.name, namespace]));
}

// A namespaced resource that names no namespace is in the default one.
function settle(resource, api) {
    if (api.describe(resource).namespaced && resource.metadata.namespace === undefined) resource.metadata.namespace = "default";
    return resource;
}

// Whole numbers are CEL's int.
export function celValue(value) {
    if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
    if (Array.isArray(value)) return value.map(celValue);
    if (value instanceof Date) return value.toISOString().replace(".000Z", "Z");
    if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, celValue(item)]));
    return value;
}
