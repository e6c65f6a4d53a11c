// How two objects differ, in words, after what says nothing (null, empty lists and maps) is left out.

/** The first differences between an object and what it should be, by path. */
export function differences(actual, expected, place = "") {
    const [one, other] = [tidy(actual), tidy(expected)];
    if (one === undefined && other === undefined) return [];
    if (Array.isArray(one) && Array.isArray(other)) {
        const length = Math.max(one.length, other.length);
        return Array.from({ length }, (_, index) => differences(one[index], other[index], `${place}[${index}]`)).flat();
    }
    if (isObject(one) && isObject(other))
        return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort().flatMap((key) => differences(one[key], other[key], `${place}.${key}`));
    return one === other ? [] : [`${place.slice(1) || "all"} is ${show(one)}, not ${show(other)}`];
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const show = (value) => (value === undefined ? "absent" : JSON.stringify(value, (_, item) => (typeof item === "bigint" ? Number(item) : item)));

function tidy(value) {
    if (value === null) return undefined;
    if (Array.isArray(value)) return value.length === 0 ? undefined : value;
    if (!isObject(value)) return value;
    const entries = Object.entries(value).filter(([, item]) => tidy(item) !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
