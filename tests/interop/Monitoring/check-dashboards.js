// Holds dashboards to Grafana's own types: everything that they say must be a field that Grafana knows, of its type, and
// nothing that it requires may be missing. Prints each problem on a line of its own.
//
// node check-dashboards.js <folder with node_modules> <dashboard.json>…
"use strict";
const fs = require("fs");
const path = require("path");

const [folder, ...files] = process.argv.slice(2);
const modules = path.join(folder, "node_modules");
const ts = require(path.join(modules, "typescript"));
const types = path.join(modules, "@grafana", "schema", "dist", "types");

const panelTypes = new Map(
    fs.readdirSync(path.join(types, "raw", "composable"))
        .map((name) => [name, path.join(types, "raw", "composable", name, "panelcfg", "x", "types.gen.d.ts")])
        .filter(([, file]) => fs.existsSync(file)),
);
const dashboardTypes = path.join(types, "raw", "dashboard", "x", "types.gen.d.ts");
const program = ts.createProgram([dashboardTypes, ...panelTypes.values()], { moduleResolution: ts.ModuleResolutionKind.Node10, strict: true, noEmit: true });
const checker = program.getTypeChecker();

function symbolOf(file, name) {
    return checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file))).find((symbol) => symbol.name === name);
}

function typeOf(file, name) {
    const symbol = symbolOf(file, name);
    return symbol && checker.getDeclaredTypeOfSymbol(symbol);
}

const mismatch = (value, type, place) => `${place}: ${JSON.stringify(value)}, not ${checker.typeToString(type)}`;

function problems(value, type, place) {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return [];
    if (type.isUnion()) {
        // A file holds nothing undefined. Of what is left, the type that fits best tells what is wrong.
        const results = type.types.filter((member) => !(member.flags & ts.TypeFlags.Undefined)).map((member) => problems(value, member, place));
        const best = results.sort((one, other) => one.length - other.length)[0];
        return best.length > 0 && typeof value !== "object" ? [mismatch(value, checker.getNonNullableType(type), place)] : best;
    }
    if (value === null) return type.flags & ts.TypeFlags.Null ? [] : [mismatch(value, type, place)];
    if (typeof value !== "object") {
        // Literals, members of enumerations among them, have a value; true and false are called by their names.
        const expected = "value" in type ? type.value : type.intrinsicName;
        return value === expected || typeof value === expected || String(value) === expected
            ? []
            : [mismatch(value, type, place)];
    }
    if (Array.isArray(value)) {
        if (!checker.isArrayType(type)) return [mismatch(value, type, place)];
        return value.flatMap((item, index) => problems(item, checker.getTypeArguments(type)[0], `${place}[${index}]`));
    }
    if (!(type.flags & ts.TypeFlags.Object) || checker.isArrayType(type)) return [mismatch(value, type, place)];
    const rest = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    const known = new Map(checker.getPropertiesOfType(type).map((property) => [property.name, property]));
    return [
        ...[...known.values()]
            .filter((property) => !(property.flags & ts.SymbolFlags.Optional) && !(property.name in value))
            .map((property) => `${place}.${property.name}: missing`),
        ...Object.entries(value).flatMap(([name, child]) => {
            const childType = known.has(name) ? checker.getTypeOfSymbol(known.get(name)) : rest;
            return childType ? problems(child, childType, `${place}.${name}`) : [`${place}.${name}: unknown`];
        }),
    ];
}

const fieldConfig = typeOf(dashboardTypes, "FieldConfig");

function panelProblems(panel, place) {
    if (panel.type === "row") {
        return [
            ...problems(panel, typeOf(dashboardTypes, "RowPanel"), place),
            ...panel.panels.flatMap((child, index) => panelProblems(child, `${place}.panels[${index}]`)),
        ];
    }
    const file = panelTypes.get(panel.type.replaceAll("-", ""));
    if (!file) return [`${place}: Grafana has no panel '${panel.type}'`];
    const custom = typeOf(file, "FieldConfig");
    const version = checker.getTypeOfSymbol(symbolOf(file, "pluginVersion")).value;
    return [
        ...problems(panel, typeOf(dashboardTypes, "Panel"), place),
        ...problems(panel.options, typeOf(file, "Options"), `${place}.options`),
        ...(panel.pluginVersion === version ? [] : [`${place}.pluginVersion: ${panel.pluginVersion}, not ${version}`]),
        ...customProblems(panel.fieldConfig.defaults.custom, custom, `${place}.fieldConfig.defaults.custom`),
        ...panel.fieldConfig.overrides.flatMap((override, index) =>
            override.properties.flatMap(({ id, value }) => propertyProblems(id, value, custom, `${place}.fieldConfig.overrides[${index}] ${id}`)),
        ),
    ];
}

// What is said for all fields may leave out what Grafana fills in.
function customProblems(value, type, place) {
    if (!type) return Object.keys(value).map((name) => `${place}.${name}: unknown`);
    return problems(value, type, place).filter((problem) => !problem.endsWith(": missing") || problem.slice(place.length + 1).includes("."));
}

function propertyProblems(id, value, custom, place) {
    const [owner, name] = id.startsWith("custom.") ? [custom, id.slice("custom.".length)] : [fieldConfig, id];
    const property = owner && checker.getPropertyOfType(owner, name);
    return property ? problems(value, checker.getTypeOfSymbol(property), place) : [`${place}: unknown`];
}

const found = files.flatMap((file) => {
    const dashboard = JSON.parse(fs.readFileSync(file, "utf8"));
    const { panels, ...rest } = dashboard;
    return [
        ...problems(rest, typeOf(dashboardTypes, "Dashboard"), dashboard.uid),
        ...panels.flatMap((panel, index) => panelProblems(panel, `${dashboard.uid}.panels[${index}]`)),
    ];
});
process.stdout.write(found.map((problem) => `${problem}\n`).join(""));
