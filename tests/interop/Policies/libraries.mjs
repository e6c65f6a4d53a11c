// The functions that policies may call beyond plain CEL: Kubernetes' own libraries and Kyverno's, as far as the packs use them.
// One table for both evaluators: [signature as @marcbachmann/cel-js has it, what it does with plain JavaScript values].
import { Quantity } from "./quantities.mjs";

export class Url { constructor(url) { this.url = url; } }
export class Address { constructor(text, family) { this.text = text; this.family = family; } }
export class Block { constructor(address, length) { this.address = address; this.length = length; } }
export class Image { constructor(parts) { Object.assign(this, parts); } }
export class Version { constructor(parts) { this.parts = parts; } }
/** An object of a type that a mutation writes: Object.spec{...}, JSONPatch{...}. */
export class Typed { constructor(type, fields) { this.type = type; this.fields = fields; } }
export class ResourceLibrary {}
export class GeneratorLibrary {}
export class SetsLibrary {}
export class MathLibrary {}
export class JsonPatchLibrary {}

export const types = { Quantity, Url, Address, Block, Image, Version, Typed, ResourceLibrary, GeneratorLibrary, SetsLibrary, MathLibrary, JsonPatchLibrary };

/** The variables that stand for libraries. */
export const namespaces = { sets: SetsLibrary, math: MathLibrary, jsonpatch: JsonPatchLibrary };

const int = BigInt;
const items = (list) => [...list];
const isMap = (value) => value instanceof Map || (typeof value === "object" && value !== null && [Object, null, undefined].includes(value.constructor));
const keys = (map) => (map instanceof Map ? [...map.keys()] : Object.keys(map));
const get = (map, key) => (map instanceof Map ? map.get(key) : Object.hasOwn(map, key) ? map[key] : undefined);
const isOptional = (value) => typeof value?.hasValue === "function";

export function same(one, other) {
    if (one === other) return true;
    if (typeof one !== typeof other) {
        const numbers = ["bigint", "number"];
        return numbers.includes(typeof one) && numbers.includes(typeof other) && Number(one) === Number(other);
    }
    if (one instanceof Quantity && other instanceof Quantity) return one.nano === other.nano;
    if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => same(item, other[index]));
    if (isMap(one) && isMap(other)) {
        const [mine, theirs] = [keys(one), keys(other)];
        return mine.length === theirs.length && mine.every((key) => get(other, key) !== undefined && same(get(one, key), get(other, key)));
    }
    return false;
}

const less = (one, other) => (one instanceof Quantity ? one.compareTo(other) < 0n : one < other);
const contains = (list, value) => items(list).some((item) => same(item, value));

function nonEmpty(list, what) {
    if (items(list).length === 0) throw new Error(`${what} of an empty list`);
    return items(list);
}

/** What RE2 has not, and so neither Kubernetes nor Kyverno. */
export function pattern(text, flags = "u") {
    if (/\(\?(?:[=!]|<[=!])|\\[1-9]/.test(text)) throw new Error(`'${text}': RE2 has neither lookarounds nor back references`);
    const insensitive = text.startsWith("(?i)");
    return new RegExp(insensitive ? text.slice(4) : text, insensitive ? `${flags}i` : flags);
}

function format(template, values) {
    let next = 0;
    const list = items(values);
    return template.replace(/%(?:%|(?:\.(\d+))?([sdfexXob]))/g, (whole, precision, verb) => {
        if (whole === "%%") return "%";
        if (next >= list.length) throw new Error("format(): more places than values");
        const value = list[next++];
        if (verb === "f" || verb === "e") return verb === "f" ? Number(value).toFixed(Number(precision ?? 6)) : Number(value).toExponential(Number(precision ?? 6));
        if (verb === "x" || verb === "X" || verb === "o" || verb === "b") return BigInt(value).toString({ x: 16, X: 16, o: 8, b: 2 }[verb]);
        if (verb === "d" && typeof value !== "bigint" && typeof value !== "number") throw new Error("format(): %d of what is no number");
        return formatted(value);
    });
}

function formatted(value) {
    if (Array.isArray(value)) return `[${value.map(formatted).join(", ")}]`;
    if (isMap(value)) return `{${keys(value).sort().map((key) => `${key}: ${formatted(get(value, key))}`).join(", ")}}`;
    return String(value);
}

// [registry/]repository[:tag][@digest], with the defaults that container runtimes fill in.
export function parseImage(text) {
    const match = /^((?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:[._\-/]+[a-z0-9]+)*)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]{32,}))?$/.exec(text);
    if (!match) return undefined;
    const [, name, tag, digest] = match;
    const [first, ...rest] = name.split("/");
    const named = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
    const registry = named ? first : "docker.io";
    const path = named ? rest.join("/") : name;
    const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
    return new Image({ registry, repository, tag: tag ?? (digest ? "" : "latest"), digest: digest ?? "", stated: tag ?? "" });
}

function parseAddress(text) {
    if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255 && String(Number(part)) === part)) return new Address(text, 4n);
    if (/^[0-9a-fA-F:]+$/.test(text) && text.includes(":") && URL.canParse(`http://[${text}]/`)) return new Address(text, 6n);
    return undefined;
}

function parseBlock(text) {
    const [address, length] = text.split("/");
    const parsed = parseAddress(address);
    return parsed && /^\d+$/.test(length ?? "") && Number(length) <= (parsed.family === 4n ? 32 : 128) ? new Block(parsed, BigInt(length)) : undefined;
}

const bits = (address) =>
    address.family === 4n
        ? address.text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)
        : expand(address.text).reduce((sum, part) => (sum << 16n) | BigInt(parseInt(part, 16)), 0n);

function expand(text) {
    const [head, tail] = text.split("::").map((part) => (part ? part.split(":") : []));
    return tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail];
}

function inside(block, address) {
    if (address.family !== block.address.family) return false;
    const shift = (block.address.family === 4n ? 32n : 128n) - block.length;
    return bits(address) >> shift === bits(block.address) >> shift;
}

const parseUrl = (text) => (URL.canParse(text) ? new URL(text) : text.startsWith("/") ? new URL(text, "relative://") : undefined);
const parseVersion = (text) => /^(\d+)\.(\d+)\.(\d+)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.exec(text)?.slice(1, 4).map(BigInt);
const compareVersions = (one, other) => one.parts.reduce((result, part, index) => result || (part < other.parts[index] ? -1 : part > other.parts[index] ? 1 : 0), 0);

function required(value, text, what) {
    if (value === undefined) throw new Error(`'${text}' is no ${what}`);
    return value;
}

const entries = (list) => items(list).flatMap(([key, value, optional]) => (!optional ? [[key, value]] : value.hasValue() ? [[key, value.value()]] : []));

const strings = [
    ["string.replace(string, string): string", (text, from, to) => text.replaceAll(from, to)],
    ["string.replace(string, string, int): string", (text, from, to, count) => { for (let i = 0n, at = 0; i < count && (at = text.indexOf(from, at)) >= 0; i++, at += to.length) text = text.slice(0, at) + to + text.slice(at + from.length); return text; }],
    ["string.charAt(int): string", (text, at) => text.charAt(Number(at))],
    ["string.reverse(): string", (text) => [...text].reverse().join("")],
    ["string.format(list): string", format],
    ["string.find(string): string", (text, what) => pattern(what).exec(text)?.[0] ?? ""],
    ["string.findAll(string): list<string>", (text, what) => [...text.matchAll(pattern(what, "gu"))].map(([found]) => found)],
    ["string.findAll(string, int): list<string>", (text, what, count) => [...text.matchAll(pattern(what, "gu"))].map(([found]) => found).slice(0, Number(count))],
];

const lists = [
    ["list.sum(): dyn", (list) => items(list).reduce((sum, item) => (item instanceof Quantity ? new Quantity(sum.nano + item.nano) : sum + item), typeof items(list)[0] === "number" ? 0 : items(list)[0] instanceof Quantity ? new Quantity(0n) : 0n)],
    ["list.min(): dyn", (list) => nonEmpty(list, "min()").reduce((one, other) => (less(other, one) ? other : one))],
    ["list.max(): dyn", (list) => nonEmpty(list, "max()").reduce((one, other) => (less(one, other) ? other : one))],
    ["list.isSorted(): bool", (list) => items(list).every((item, index, all) => index === 0 || !less(item, all[index - 1]))],
    ["list.indexOf(dyn): int", (list, value) => int(items(list).findIndex((item) => same(item, value)))],
    ["list.lastIndexOf(dyn): int", (list, value) => int(items(list).findLastIndex((item) => same(item, value)))],
    ["list.distinct(): list", (list) => items(list).filter((item, index, all) => all.findIndex((other) => same(item, other)) === index)],
    ["list.flatten(): list", (list) => items(list).flat()],
    ["list.reverse(): list", (list) => items(list).reverse()],
    ["list.sort(): list", (list) => items(list).sort((one, other) => (less(one, other) ? -1 : less(other, one) ? 1 : 0))],
    ["list.slice(int, int): list", (list, from, to) => items(list).slice(Number(from), Number(to))],
    ["SetsLibrary.contains(list, list): bool", (_, all, some) => items(some).every((item) => contains(all, item))],
    ["SetsLibrary.intersects(list, list): bool", (_, one, other) => items(one).some((item) => contains(other, item))],
    ["SetsLibrary.equivalent(list, list): bool", (_, one, other) => items(one).every((item) => contains(other, item)) && items(other).every((item) => contains(one, item))],
    ["MathLibrary.greatest(dyn, dyn): dyn", (_, one, other) => (one < other ? other : one)],
    ["MathLibrary.least(dyn, dyn): dyn", (_, one, other) => (other < one ? other : one)],
];

const kubernetes = [
    ["isQuantity(string): bool", (text) => Quantity.isValid(text)],
    ["quantity(string): Quantity", (text) => Quantity.parse(text)],
    ["Quantity.compareTo(Quantity): int", (one, other) => one.compareTo(other)],
    ["Quantity.isLessThan(Quantity): bool", (one, other) => one.compareTo(other) < 0n],
    ["Quantity.isGreaterThan(Quantity): bool", (one, other) => one.compareTo(other) > 0n],
    ["Quantity.sign(): int", (one) => one.compareTo(new Quantity(0n))],
    ["Quantity.isInteger(): bool", (one) => one.nano % 1_000_000_000n === 0n],
    ["Quantity.asInteger(): int", (one) => one.asInteger()],
    ["Quantity.asApproximateFloat(): double", (one) => Number(one.nano) / 1e9],
    ["Quantity.add(Quantity): Quantity", (one, other) => new Quantity(one.nano + other.nano)],
    ["Quantity.add(int): Quantity", (one, other) => new Quantity(one.nano + other * 1_000_000_000n)],
    ["Quantity.sub(Quantity): Quantity", (one, other) => new Quantity(one.nano - other.nano)],
    ["Quantity.sub(int): Quantity", (one, other) => new Quantity(one.nano - other * 1_000_000_000n)],
    ["isURL(string): bool", (text) => parseUrl(text) !== undefined],
    ["url(string): Url", (text) => new Url(required(parseUrl(text), text, "URL"))],
    ["Url.getScheme(): string", ({ url }) => (url.protocol === "relative:" ? "" : url.protocol.slice(0, -1))],
    ["Url.getHost(): string", ({ url }) => url.host],
    ["Url.getHostname(): string", ({ url }) => url.hostname],
    ["Url.getPort(): string", ({ url }) => url.port],
    ["Url.getEscapedPath(): string", ({ url }) => url.pathname],
    ["isIP(string): bool", (text) => parseAddress(text) !== undefined],
    ["ip(string): Address", (text) => required(parseAddress(text), text, "address")],
    ["Address.family(): int", (address) => address.family],
    ["isCIDR(string): bool", (text) => parseBlock(text) !== undefined],
    ["cidr(string): Block", (text) => required(parseBlock(text), text, "block of addresses")],
    ["Block.containsIP(string): bool", (block, text) => inside(block, required(parseAddress(text), text, "address"))],
    ["Block.containsIP(Address): bool", inside],
    ["Block.prefixLength(): int", (block) => block.length],
    ["isSemver(string): bool", (text) => parseVersion(text) !== undefined],
    ["semver(string): Version", (text) => new Version(required(parseVersion(text), text, "version"))],
    ["Version.isLessThan(Version): bool", (one, other) => compareVersions(one, other) < 0],
    ["Version.isGreaterThan(Version): bool", (one, other) => compareVersions(one, other) > 0],
    ["Version.compareTo(Version): int", (one, other) => int(compareVersions(one, other))],
    ["Version.major(): int", (version) => version.parts[0]],
    ["Version.minor(): int", (version) => version.parts[1]],
    ["Version.patch(): int", (version) => version.parts[2]],
];

const kyverno = [
    ["isImage(string): bool", (text) => parseImage(text) !== undefined],
    ["image(string): Image", (text) => required(parseImage(text), text, "reference of an image")],
    ["Image.registry(): string", (image) => image.registry],
    ["Image.repository(): string", (image) => image.repository],
    ["Image.tag(): string", (image) => image.tag],
    ["Image.digest(): string", (image) => image.digest],
    ["Image.identifier(): string", (image) => image.digest || image.tag],
    ["Image.containsDigest(): bool", (image) => image.digest !== ""],
    ["JsonPatchLibrary.escapeKey(string): string", (_, key) => key.replaceAll("~", "~0").replaceAll("/", "~1")],
    ["parseServiceAccount(string): map<string, string>", (name) => { const [, namespace = "", account = ""] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? []; return { Namespace: namespace, Name: account }; }],
];

// What expressions.mjs writes in place of what the parser lacks.
const written = [
    ["__has(dyn, string): bool", (map, field) => { if (!isMap(map)) throw new Error(`has(): '${field}' of what is no map`); return get(map, field) !== undefined; }],
    ["__list(list): list", (list) => items(list).flatMap(([optional, value]) => (!optional ? [value] : value.hasValue() ? [value.value()] : []))],
    ["__map(list): map", (list) => Object.fromEntries(entries(list))],
    ["__object(string, list): Typed", (type, list) => new Typed(type, Object.fromEntries(entries(list)))],
];

export const functions = [...strings, ...lists, ...kubernetes, ...kyverno, ...written];

/** Functions that ask the world of a case: what is in the cluster, what is generated, what is signed. */
export function worldly(world) {
    return [
        ["ResourceLibrary.Get(string, string, string, string): dyn", (_, apiVersion, resource, namespace, name) => required(world.find(apiVersion, resource, namespace, name)[0], name, `${resource} of the cluster`)],
        ["ResourceLibrary.List(string, string, string): dyn", (_, apiVersion, resource, namespace) => ({ apiVersion, kind: "List", items: world.find(apiVersion, resource, namespace) })],
        ["ResourceLibrary.List(string, string, string, map): dyn", (_, apiVersion, resource, namespace, labels) => ({ apiVersion, kind: "List", items: world.find(apiVersion, resource, namespace).filter((found) => keys(labels).every((key) => found.metadata.labels?.[key] === get(labels, key))) })],
        ["GeneratorLibrary.Apply(string, list): bool", (_, namespace, list) => { world.generate(namespace, items(list)); return true; }],
        ["verifyImageSignatures(string, list): int", (image, attestors) => int(world.signatures(image, items(attestors)))],
        ["verifyAttestationSignatures(string, dyn, list): int", (image, attestation, attestors) => int(world.attestations(image, attestation, items(attestors)))],
        ["extractPayload(string, dyn): dyn", (image, attestation) => world.payload(image, attestation)],
    ];
}

export { isMap, keys, get, isOptional };
