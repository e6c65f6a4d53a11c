// Runs the cases of policy packs (kyverno-test.yaml beside each policy) without Kyverno, by an implementation of CEL that
// none of us wrote, and prints where a verdict is not what the case says. Stricter than `kyverno test`, which lets an
// excluded resource stand for any result.
//
//   node tests/interop/Policies/evaluate-policies.mjs policies                 all packs
//   node tests/interop/Policies/evaluate-policies.mjs policies/workload        one pack, or one policy
//
// --all prints the cases that agree too; --json prints one object a policy; --modules <folder with node_modules> and
// --openapi <kubernetes-1.36.json> say where things are if not in their usual places. The first run installs what
// tests/interop/Peers pins. The exit code is 1 where anything disagrees.
import crypto from "node:crypto";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readTest, testsUnder } from "./cases.mjs";
import { load } from "./cel-js.mjs";
import { differences } from "./comparison.mjs";
import { KubernetesApi } from "./kubernetes-api.mjs";
import { requestOf, verdict } from "./verdicts.mjs";
import { World } from "./world.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "..", "..", "..");

const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: "boolean" }, json: { type: "boolean" }, modules: { type: "string" }, openapi: { type: "string" } },
});

const modules = path.join(options.modules ?? installed(), "node_modules");
const api = new KubernetesApi(options.openapi ?? path.join(root, "..", "shared", "openapi", "kubernetes-1.36.json"));
const yaml = createRequire(path.join(modules, "/"))("js-yaml");
const peer = await load(modules);

const reports = positionals.flatMap((folder) => testsUnder(path.resolve(folder))).map(report);
if (reports.length === 0) throw new Error(`no kyverno-test.yaml under ${positionals.join(", ") || "nothing"}`);
const bad = reports.filter((found) => found.problems.length > 0 || found.rows.some((row) => !row.ok));
if (options.json) {
    for (const found of reports) console.log(JSON.stringify(found));
} else {
    print();
}
process.exitCode = bad.length > 0 ? 1 : 0;

function print() {
    for (const { test, problems, rows } of options.all ? reports : bad) {
        console.log(`${test}`);
        for (const problem of problems) console.log(`  problem   ${problem}`);
        for (const row of rows.filter((one) => options.all || !one.ok))
            console.log(`  ${row.ok ? "ok      " : "MISMATCH"}  ${row.policy}  ${row.resource}: wants ${row.wanted}, is ${row.actual}${row.reason ? `: ${row.reason}` : ""}`);
    }
    const rows = reports.flatMap((found) => found.rows);
    console.log(`${rows.filter((row) => row.ok).length} of ${rows.length} cases of ${reports.length} tests agree; ${reports.flatMap((found) => found.problems).length} problems`);
}

/** What one kyverno-test.yaml says and what is so. */
function report(file) {
    const test = readTest(file, api, yaml);
    const world = new World(test, api);
    const rows = [];
    const problems = [...test.problems];
    const compiled = new Map(test.policies.map((policy) => [policy.metadata.name, { policy, program: peer.compile(policy, world) }]));
    for (const { policy, program } of compiled.values()) problems.push(...program.problems.map((problem) => `${policy.metadata.name}: ${problem}`));
    const judged = new Set();
    for (const result of test.test.results ?? []) {
        const found = compiled.get(result.policy);
        if (!found) {
            problems.push(`results name the policy '${result.policy}', which no file of it has`);
            continue;
        }
        for (const name of result.resources ?? []) {
            const resource = resourceNamed(name, result, test, problems);
            if (!resource) continue;
            judged.add(resource);
            const made = verdict(found.policy, found.program, requestOf(resource, test, api), world, api, yaml);
            rows.push(row(result, name, made, test));
        }
    }
    for (const resource of test.resources.filter((one) => !judged.has(one))) problems.push(`nothing is said of ${resource.kind} ${resource.metadata.name}`);
    return { test: path.relative(process.cwd(), file), policies: [...compiled.keys()], problems, rows };
}

// By name or namespace/name. The command line finds a resource by its name alone, whatever its kind: each name is one resource's.
function resourceNamed(name, result, test, problems) {
    const [namespace, plainName] = name.includes("/") ? name.split("/") : [undefined, name];
    const found = test.resources.filter((one) => one.metadata.name === plainName && (namespace === undefined || one.metadata.namespace === namespace));
    if (found.length !== 1) problems.push(`results name '${name}', of which there are ${found.length}`);
    else if (result.kind && found[0].kind !== result.kind) problems.push(`results call '${name}' a ${result.kind}; it is a ${found[0].kind}`);
    else return found[0];
    return undefined;
}

function row(result, name, made, test) {
    const actual = made.verdict === "excluded" ? "skip" : made.verdict;
    const reasons = [made.message ?? (made.verdict === "excluded" ? "matchConstraints leave it out" : "")];
    let ok = actual === result.result;
    if (ok && made.patched && result.patchedResources) reasons.push(...compare([made.patched], result.patchedResources, test));
    if (ok && made.generated && result.generatedResource) reasons.push(...compare(made.generated, result.generatedResource, test));
    if (reasons.length > 1) ok = false;
    return { policy: result.policy, resource: name, wanted: result.result, actual, ok, reason: reasons.filter((reason) => reason).join("; "), changed: made.changed, index: made.index };
}

// Each object that a policy makes must be in the file, as it is there; for generations, the file must have no more either.
function compare(objects, file, test) {
    const expected = test.read(file);
    return objects.flatMap((object) => {
        const wanted = expected.find((one) => one.kind === object.kind && one.metadata.name === object.metadata.name && (one.metadata.namespace ?? "default") === (object.metadata.namespace ?? "default"));
        return wanted ? differences({ ...object, metadata: { namespace: wanted.metadata.namespace, ...object.metadata } }, { ...wanted, metadata: { namespace: object.metadata.namespace, ...wanted.metadata } }) : [`${file} has no ${object.kind} ${object.metadata.name}`];
    });
}

// Where the tests keep other people's programs, or what is installed by hand where they have not run yet (see Peers/PeerPrograms.cs).
function installed() {
    const source = path.join(here, "..", "Peers");
    const version = crypto.createHash("sha256").update(fs.readFileSync(path.join(source, "package-lock.json"))).digest("hex").slice(0, 12);
    const folders = [version, `${version}.by-hand`].map((name) => path.join(here, "..", ".cache", name));
    const found = folders.find((folder) => fs.existsSync(path.join(folder, "node_modules", "@marcbachmann")));
    if (found) return found;
    const [, folder] = folders;
    fs.mkdirSync(folder, { recursive: true });
    for (const file of ["package.json", "package-lock.json", ".npmrc"]) fs.copyFileSync(path.join(source, file), path.join(folder, file));
    execFileSync("npm", ["ci"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    return folder;
}
