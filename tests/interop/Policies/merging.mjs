// What a mutation does to an object: an apply configuration merged as Kubernetes merges it, or a JSON patch (RFC 6902).
import { isMap, keys, get, same, Typed } from "./libraries.mjs";

/** Merges what Object{...} says into an object, with list keys and atomic fields as the API's schema has them. */
export function applyConfiguration(object, configuration, api) {
    if (!(configuration instanceof Typed) || configuration.type !== "Object") throw new Error("an apply configuration is an Object{...}");
    return merge(object, plain(configuration, "Object"), api.schemaOf(object), api, "");
}

/** A value without types; an object's type must be the path of its field, as Kubernetes demands. */
export function plain(value, path) {
    if (value instanceof Typed) {
        if (path !== undefined && value.type !== path) throw new Error(`${value.type}{} stands where ${path}{} belongs`);
        return Object.fromEntries(Object.entries(value.fields).map(([name, field]) => [name, plain(field, `${value.type}.${name}`)]));
    }
    if (Array.isArray(value)) return value.map((item) => plain(item, path));
    if (isMap(value)) return Object.fromEntries(keys(value).map((key) => [key, plain(get(value, key), path && undefined)]));
    return value;
}

function merge(live, patch, schema, api, place) {
    const known = api.resolve(schema);
    if (Array.isArray(patch)) return mergeList(live, patch, known, api, place);
    if (!isMap(patch)) return patch;
    if (known?.["x-kubernetes-map-type"] === "atomic") throw new Error(`${place}: an apply configuration may not set an atomic map`);
    const result = isMap(live) ? { ...live } : {};
    for (const key of keys(patch)) {
        const field = known?.properties?.[key] ?? known?.additionalProperties;
        // A kind whose schema is not at hand (known is undefined), or one that says nothing of its fields, takes all.
        if (known?.properties && !field && !known["x-kubernetes-preserve-unknown-fields"]) throw new Error(`${place}.${key}: no such field`);
        result[key] = merge(result[key], patch[key], field, api, `${place}.${key}`);
    }
    return result;
}

function mergeList(live, patch, schema, api, place) {
    const kind = schema?.["x-kubernetes-list-type"] ?? "atomic";
    if (kind === "set") return [...(live ?? []), ...patch.filter((item) => !(live ?? []).some((other) => same(item, other)))];
    if (kind !== "map") throw new Error(`${place}: an apply configuration may not set an atomic list`);
    const names = schema["x-kubernetes-list-map-keys"];
    const result = [...(live ?? [])];
    for (const item of patch) {
        const missing = names.filter((name) => item[name] === undefined && defaultOf(schema, name, api) === undefined);
        if (missing.length > 0) throw new Error(`${place}: an item has no ${missing.join(", ")}, by which items are told apart`);
        const at = result.findIndex((other) => names.every((name) => same(other[name] ?? defaultOf(schema, name, api), item[name] ?? defaultOf(schema, name, api))));
        if (at < 0) result.push(merge(undefined, item, schema.items, api, `${place}[]`));
        else result[at] = merge(result[at], item, schema.items, api, `${place}[${at}]`);
    }
    return result;
}

const defaultOf = (schema, name, api) => api.resolve(schema.items)?.properties?.[name]?.default;

/** Applies a list of JSONPatch{...}. */
export function applyJsonPatch(object, operations) {
    return operations.reduce((result, operation) => {
        if (!(operation instanceof Typed) || operation.type !== "JSONPatch") throw new Error("a JSON patch is a list of JSONPatch{...}");
        return patch(result, operation.fields);
    }, structuredClone(object));
}

function patch(object, { op, path, from, value }) {
    const said = value === undefined ? undefined : plain(value);
    switch (op) {
        case "add": return add(object, path, said);
        case "remove": return remove(object, path);
        case "replace": find(object, path); return add(remove(object, path), path, said);
        case "move": { const moved = find(object, from); return add(remove(object, from), path, moved); }
        case "copy": return add(object, path, structuredClone(find(object, from)));
        case "test": if (!same(find(object, path), said)) throw new Error(`test of ${path} failed`); return object;
        default: throw new Error(`a JSON patch has no operation '${op}'`);
    }
}

function locate(object, path) {
    if (!path.startsWith("/")) throw new Error(`'${path}' is no JSON pointer`);
    const steps = path.slice(1).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = steps.pop();
    const parent = steps.reduce((node, step) => (node !== null && typeof node === "object" ? node[step] : undefined), object);
    if (parent === undefined || parent === null || typeof parent !== "object") throw new Error(`${path}: nothing is there to hold it`);
    return [parent, last];
}

function find(object, path) {
    const [parent, last] = locate(object, path);
    if (parent[last] === undefined) throw new Error(`${path}: nothing is there`);
    return parent[last];
}

function add(object, path, value) {
    const [parent, last] = locate(object, path);
    if (!Array.isArray(parent)) parent[last] = value;
    else if (last === "-") parent.push(value);
    else if (/^\d+$/.test(last) && Number(last) <= parent.length) parent.splice(Number(last), 0, value);
    else throw new Error(`${path}: a list of ${parent.length} has no such place`);
    return object;
}

function remove(object, path) {
    find(object, path);
    const [parent, last] = locate(object, path);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
    return object;
}
