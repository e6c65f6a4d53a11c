// @bufbuild/cel as the second evaluator, which passes CEL's own conformance tests. It knows no optional values, so these are
// put into plain CEL first (x.?a.orValue(b) is has(x.a) ? x.a : b). What has no such form is not judged: mutations and
// generations, whose objects have types, and what asks the cluster or a registry.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readable } from "./expressions.mjs";
import { functions, get, isMap, keys, types } from "./libraries.mjs";

/** An expression that this evaluator cannot be asked. */
export class Unsupported extends Error {}

const HANDLE = "__handle";

export async function load(modules) {
    const cel = await import(pathToFileURL(path.join(modules, "@marcbachmann", "cel-js", "lib", "index.js")));
    const { serialize } = await import(pathToFileURL(path.join(modules, "@marcbachmann", "cel-js", "lib", "serialize.js")));
    const buf = await import(pathToFileURL(path.join(modules, "@bufbuild", "cel", "dist", "esm", "index.js")));
    const { strings } = await import(pathToFileURL(path.join(modules, "@bufbuild", "cel", "dist", "esm", "ext", "index.js")));
    const parser = new cel.Environment({ enableOptionalTypes: true, unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
    const values = new Values(buf);
    const environment = buf.celEnv({ funcs: [...strings, ...declared(buf, values, new Set(strings.map((one) => one.name)))] });
    const compileText = (expression) => {
        const text = new Plain(serialize).text(parser.parse(readable(expression)).ast);
        const program = buf.plan(environment, buf.parse(text));
        return (bindings) => {
            const result = program(bindings);
            if (buf.isCelError(result)) throw new Error(result.message);
            return values.out(result);
        };
    };
    return { name: "@bufbuild/cel", compile: (policy) => new Compiled(policy, compileText, values) };
}

/** An expression's tree as text without optional values; each variable of the policy is a name of its own. */
class Plain {
    constructor(serialize) {
        this.serialize = serialize;
    }

    text(node) {
        const { op, args } = node;
        switch (op) {
            case "value": return this.serialize(node);
            case "id": return args;
            case ".": case "[]": case ".?": case "[?]": return this.access(node);
            case "call": return this.call(args[0], args[1]);
            case "rcall": return this.method(args[0], args[1], args[2]);
            case "list": return `[${args.map((item) => this.text(item)).join(", ")}]`;
            case "map": return `{${args.map(([key, value]) => `${this.text(key)}: ${this.text(value)}`).join(", ")}}`;
            case "?:": return `(${this.text(args[0])} ? ${this.text(args[1])} : ${this.text(args[2])})`;
            case "!_": return `!(${this.text(args)})`;
            case "-_": return `-(${this.text(args)})`;
            default: return `(${this.text(args[0])} ${op} ${this.text(args[1])})`;
        }
    }

    access(node) {
        if (node.op === "." && node.args[0].op === "id" && node.args[0].args === "variables") return `variables_${node.args[1]}`;
        const { guards, value } = this.spine(node);
        if (guards.length > 0) throw new Unsupported("an optional value that stays one");
        return value;
    }

    // What must be there for a value to be there, and the value.
    spine(node) {
        const { op, args } = node;
        if (op === "rcall" && (args[0] === "optMap" || args[0] === "optFlatMap")) {
            const { guards, value } = this.spine(args[1]);
            const mapped = args[0] === "optMap" ? { guards: [], value: this.text(args[2][1]) } : this.spine(args[2][1]);
            const within = (text) => `[${value}].map(${args[2][0].args}, ${text})[0]`;
            return { guards: [...guards, ...mapped.guards.map(within)], value: within(mapped.value) };
        }
        if (![".", "[]", ".?", "[?]"].includes(op) || (op === "." && args[0].op === "id" && args[0].args === "variables")) return { guards: [], value: `(${this.text(node)})` };
        const { guards, value } = this.spine(args[0]);
        const field = op === "." || op === ".?";
        const next = field ? `${value}.${args[1]}` : `${value}[${this.text(args[1])}]`;
        if (guards.length === 0 && (op === "." || op === "[]")) return { guards, value: next };
        return { guards: [...guards, field ? `has(${next})` : `__present(${value}, ${this.text(args[1])})`], value: next };
    }

    call(name, list) {
        if (name === "has") return `has(${this.spine(list[0]).value})`;
        if (name === "__has") return `has((${this.text(list[0])}).${list[1].args})`;
        if (name.startsWith("__") || /^verify|^extract/.test(name)) throw new Unsupported(`${name}()`);
        return `${name}(${list.map((item) => this.text(item)).join(", ")})`;
    }

    method(name, receiver, list) {
        if (receiver.op === "id" && receiver.args === "cel" && name === "bind") return `[${this.text(list[1])}].map(${list[0].args}, ${this.text(list[2])})[0]`;
        if (receiver.op === "id" && ["optional", "resource", "generator", "sets", "math", "jsonpatch"].includes(receiver.args)) throw new Unsupported(`${receiver.args}.${name}()`);
        if (name === "orValue" || name === "hasValue") {
            const { guards, value } = this.spine(receiver);
            const there = guards.length > 0 ? guards.join(" && ") : "true";
            return name === "hasValue" ? `(${there})` : `((${there}) ? ${value} : ${this.text(list[0])})`;
        }
        if (name === "or" || name === "value" || name === "optMap" || name === "optFlatMap") throw new Unsupported(`${name}() of an optional value`);
        return `(${this.text(receiver)}).${name}(${list.map((item) => this.text(item)).join(", ")})`;
    }
}

/** JavaScript's values as the evaluator's, and back; what is of a library's type goes through as a handle. */
class Values {
    constructor(buf) {
        this.buf = buf;
        this.handles = [];
        this.known = new WeakMap();
    }

    in(value) {
        if (value === null || typeof value !== "object") return value;
        if (this.known.has(value)) return this.known.get(value);
        const made = this.#make(value);
        this.known.set(value, made);
        return made;
    }

    #make(value) {
        if (Array.isArray(value)) return this.buf.celList(value.map((item) => this.in(item)));
        if (isMap(value)) return this.buf.celMap(new Map(keys(value).map((key) => [key, this.in(get(value, key))])));
        this.handles.push(value);
        return this.buf.celMap(new Map([[HANDLE, BigInt(this.handles.length - 1)]]));
    }

    out(value) {
        if (this.buf.isCelList(value)) return [...value].map((item) => this.out(item));
        if (!this.buf.isCelMap(value)) return value;
        if (value.has(HANDLE)) return this.handles[Number(value.get(HANDLE))];
        return Object.fromEntries([...value.entries()].map(([key, item]) => [key, this.out(item)]));
    }
}

const fits = {
    string: (value) => typeof value === "string", int: (value) => typeof value === "bigint", bool: (value) => typeof value === "boolean",
    list: Array.isArray, map: isMap, dyn: () => true,
};

// One function for each name and number of arguments; which of the table's it is, the values tell.
function declared(buf, values, taken) {
    const { DYN } = buf.CelScalar;
    const groups = grouped(
        functions.filter(([signature]) => !signature.startsWith("__")).map(([signature, call]) => ({ ...parts(signature), call })).filter((one) => one.library === undefined),
        (one) => `${one.receiver === undefined ? "" : "."}${one.name}/${one.wanted.length}`,
    );
    const present = buf.celFunc("__present", [DYN, DYN], buf.CelScalar.BOOL, (holder, key) => {
        const [where, at] = [values.out(holder), values.out(key)];
        return Array.isArray(where) ? Number(at) >= 0 && Number(at) < where.length : get(where, at) !== undefined;
    });
    const made = [...groups.values()].filter(([one]) => !(one.receiver === "string" && taken.has(one.name))).map((group) => {
        const [{ name, receiver, wanted }] = group;
        const run = (list) => {
            const given = list.map((item) => values.out(item));
            const found = group.find((one) => [...(one.receiver ? [one.receiver] : []), ...one.wanted].every((type, index) => (fits[type] ?? ((value) => value instanceof types[type]))(given[index])));
            if (!found) throw new Error(`no such overload: ${name}`);
            return values.in(found.call(...given));
        };
        return receiver === undefined
            ? buf.celFunc(name, wanted.map(() => DYN), DYN, (...list) => run(list))
            : buf.celMethod(name, DYN, wanted.map(() => DYN), DYN, function (...list) { return run([this, ...list]); });
    });
    return [present, ...made];
}

function grouped(list, keyOf) {
    const groups = new Map();
    for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
    return groups;
}

function parts(signature) {
    const [, receiver, name, list] = /^(?:([\w<>]+)\.)?(\w+)\((.*)\): /.exec(signature);
    const plain = (type) => type.replace(/<.*/, "").trim();
    return { name, receiver: receiver && plain(receiver), library: receiver?.endsWith("Library") ? receiver : undefined, wanted: list === "" ? [] : list.split(",").map(plain) };
}

/** The same as of cel-js.mjs, for policies that judge. */
class Compiled {
    constructor(policy, compileText, values) {
        const { spec } = policy;
        if (policy.kind !== "ValidatingPolicy") throw new Unsupported(policy.kind);
        this.values = values;
        const program = (expression) => ({ run: compileText(expression) });
        this.variables = new Map((spec.variables ?? []).map(({ name, expression }) => [name, program(expression)]));
        this.conditions = (spec.matchConditions ?? []).map(({ expression }) => program(expression));
        this.validations = spec.validations.map((validation) => ({ ...validation, program: program(validation.expression), text: validation.messageExpression && program(validation.messageExpression) }));
        this.annotations = [];
    }

    // A variable that cannot be computed is missing, so whoever reads it fails too.
    bind(given) {
        const bindings = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, this.values.in(value)]));
        for (const [name, variable] of this.variables) {
            try {
                bindings[`variables_${name}`] = this.values.in(variable.run(bindings));
            } catch {
                continue;
            }
        }
        return bindings;
    }
}
