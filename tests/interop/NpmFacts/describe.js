// Says what a Pulumi package for JavaScript does, as JSON: what its resources and functions send, seen by running them
// against a recorder in the SDK's place, and how its declarations describe the values, read by the TypeScript compiler.
//
// node describe.js <folder of the package> <name>,<name>,…     Ec2.Vpc is a resource, GetRegion and Ec2.GetVpc are functions
"use strict";
const fs = require("fs");
const path = require("path");

const [folder, names] = process.argv.slice(2);
const fromPackage = require("module").createRequire(path.join(folder, "package.json"));
const ts = fromPackage("typescript");

// The recorder: what reaches the SDK is kept, and nothing else happens.
let sent;
class CustomResource {
    constructor(token, name, inputs, options) {
        sent = { token, inputs, options };
    }
}
const sdk = {
    CustomResource,
    secret: (value) => ({ secret: value }),
    mergeOptions: (first, second) => {
        const merged = { ...first, ...second };
        for (const list of ["aliases", "additionalSecretOutputs", "replaceOnChanges"]) {
            merged[list] = [...(first?.[list] ?? []), ...(second?.[list] ?? [])];
        }
        return merged;
    },
    runtime: { invoke: (token, inputs) => (sent = { token, inputs }), invokeOutput: (token, inputs) => (sent = { token, inputs }) },
};
const real = fromPackage.resolve("@pulumi/pulumi");
require.cache[real] = { id: real, filename: real, loaded: true, exports: sdk };

// Every argument that is asked for is there, except the absent one.
const args = (absent) => new Proxy({}, { get: (_, name) => (absent.has(name) ? undefined : { argument: name }) });

function argumentOf(value) {
    return value?.argument ?? value?.secret?.argument;
}

function run(call) {
    call(args(new Set()));
    const all = { ...sent };
    const inputs = Object.keys(all.inputs).filter((name) => argumentOf(all.inputs[name]) !== undefined);
    const required = inputs.filter((name) => {
        try {
            call(args(new Set([name])));
            return false;
        } catch {
            return true;
        }
    });
    return { ...all, inputs, required, properties: Object.keys(all.inputs), secretInputs: inputs.filter((name) => all.inputs[name].secret) };
}

const parsed = new Map();
function declarations(file) {
    if (!parsed.has(file)) {
        const types = {};
        const source = ts.createSourceFile(file, fs.readFileSync(path.join(folder, file), "utf8"), ts.ScriptTarget.Latest);
        read(source.statements, "", types);
        parsed.set(file, types);
    }
    return parsed.get(file);
}

function read(statements, prefix, types) {
    for (const statement of statements) {
        if (ts.isModuleDeclaration(statement)) {
            read(statement.body.statements, statement.name.text + ".", types);
        } else if (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) {
            types[prefix + statement.name.text] = members(statement.members);
        } else if (ts.isVariableStatement(statement)) {
            for (const { name, type } of statement.declarationList.declarations) {
                if (type && ts.isTypeLiteralNode(type)) {
                    types[prefix + name.text] = constants(type.members);
                }
            }
        }
    }
}

function members(nodes) {
    const properties = nodes.filter((node) => (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) && node.type);
    return Object.fromEntries(properties.map((node) => [node.name.text, {
        isOptional: Boolean(node.questionToken) || alternatives(node.type).has("undefined"), shape: shape(node.type),
    }]));
}

function constants(nodes) {
    return Object.fromEntries(nodes.filter((node) => ts.isLiteralTypeNode(node.type)).map((node) => [node.name.text, node.type.literal.text]));
}

// A value in one word: string, list(…), map(…), a nested type's name, two alternatives in order; any for more.
function shape(node) {
    const all = [...alternatives(node)].filter((one) => one !== "undefined").sort();
    return all.length > 2 ? "any" : all.join("|");
}

function alternatives(node) {
    if (ts.isUnionTypeNode(node)) {
        return new Set(node.types.flatMap((type) => [...alternatives(type)]));
    }
    if (ts.isParenthesizedTypeNode(node)) {
        return alternatives(node.type);
    }
    if (ts.isTypeReferenceNode(node) && ["pulumi.Input", "pulumi.Output"].includes(nameOf(node.typeName))) {
        return alternatives(node.typeArguments[0]);
    }
    return new Set([single(node)]);
}

function single(node) {
    if (ts.isArrayTypeNode(node)) {
        return `list(${shape(node.elementType)})`;
    }
    if (ts.isTypeLiteralNode(node)) {
        return `map(${shape(node.members[0].type)})`;
    }
    if (!ts.isTypeReferenceNode(node)) {
        return { [ts.SyntaxKind.StringKeyword]: "string", [ts.SyntaxKind.NumberKeyword]: "number", [ts.SyntaxKind.BooleanKeyword]: "boolean",
            [ts.SyntaxKind.AnyKeyword]: "any", [ts.SyntaxKind.UndefinedKeyword]: "undefined" }[node.kind] ?? ts.SyntaxKind[node.kind];
    }
    const name = nameOf(node.typeName);
    // A resource stands for its id.
    return name.startsWith("pulumi.asset.") ? "asset" : name.includes(".") ? name : "string";
}

function nameOf(name) {
    return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}

const result = { types: {} };
for (const name of names.split(",")) {
    const parts = name.split(".");
    const last = parts.pop();
    const stem = path.join(parts.join("/").toLowerCase(), last[0].toLowerCase() + last.slice(1));
    const code = fromPackage("./" + stem + ".js");
    const types = declarations(stem + ".d.ts");
    if (last.startsWith("Get")) {
        const call = last[0].toLowerCase() + last.slice(1);
        const plain = run((given) => code[call](given));
        const output = run((given) => code[call + "Output"](given));
        result[name] = { ...plain, outputToken: output.token, outputInputs: output.inputs, args: types[last + "Args"],
            outputArgs: types[last + "OutputArgs"], result: types[last + "Result"] };
    } else {
        const facts = run((given) => new code[last]("name", given));
        result[name] = { ...facts, args: types[last + "Args"], result: types[last],
            aliases: (facts.options.aliases ?? []).map((alias) => alias.type), secretOutputs: facts.options.additionalSecretOutputs ?? [],
            replaceOnChanges: facts.options.replaceOnChanges ?? [] };
    }
    delete result[name].options;
}

// The nested types, and those that they name.
const open = [JSON.stringify(result)];
while (open.length > 0) {
    for (const [, kind, type] of open.pop().matchAll(/\b(inputs|outputs|enums)\.([\w.]+)/g)) {
        const key = `${kind}.${type}`;
        if (!(key in result.types)) {
            const parts = type.split(".");
            const file = kind === "enums" ? `types/enums/${parts.slice(0, -1).join("/")}/index.d.ts` : `types/${kind.slice(0, -1)}.d.ts`;
            result.types[key] = declarations(file)[kind === "enums" ? parts[parts.length - 1] : type];
            open.push(JSON.stringify(result.types[key]));
        }
    }
}
process.stdout.write(JSON.stringify(result));
