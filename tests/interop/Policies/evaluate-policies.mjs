// Runs the cases of policy packs (kyverno-test.yaml beside each policy) without Kyverno, by two implementations of CEL that
// none of us wrote, and prints where a verdict is not what the case says. Stricter than `kyverno test`, which lets an
// excluded resource stand for any result.
//
//   node tests/interop/Policies/evaluate-policies.mjs policies                 all packs
//   node tests/interop/Policies/evaluate-policies.mjs policies/workload        one pack, or one policy
//
// --all prints the cases that agree too; --json prints one object a test; --mutants also takes one thing away from each
// policy, again and again, and tells what no case notices; --modules <folder with node_modules> and
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
import { load as loadSecond, Unsupported } from "./second-opinion.mjs";
import { differences } from "./comparison.mjs";
import { KubernetesApi } from "./kubernetes-api.mjs";
import { mutants } from "./mutants.mjs";
import { changeOf, requestOf, verdict } from "./verdicts.mjs";
import { World } from "./world.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "..", "..", "..");

const { values: options, positionals } = parseArgs({
    allowPositionals: true,
    options: { all: { type: "boolean" }, json: { type: "boolean" }, mutants: { type: "boolean" }, modules: { type: "string" }, openapi: { type: "string" } },
});

const modules = path.join(options.modules ?? installed(), "node_modules");
const api = new KubernetesApi(options.openapi ?? path.join(root, "..", "shared", "openapi", "kubernetes-1.36.json"));
const yaml = createRequire(path.join(modules, "/"))("js-yaml");
const peer = await load(modules);
const second = await loadSecond(modules);

// Mutants by name, and whether no test has noticed them yet: a policy may have several tests.
const survivors = new Map();
const reports = positionals.flatMap((folder) => testsUnder(path.resolve(folder))).map(report);
if (reports.length === 0) throw new Error(`no kyverno-test.yaml under ${positionals.join(", ") || "nothing"}`);
const missed = [...survivors].filter(([, survives]) => survives).map(([name]) => `no case notices: ${name}`);
if (options.mutants) reports.push({ test: `${survivors.size} mutants`, policies: [], problems: missed, rows: [], agreed: 0, unjudged: [] });
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
    const unjudged = [...new Set(reports.flatMap((found) => found.unjudged))];
    if (options.all) for (const name of unjudged) console.log(`not judged by ${second.name}: ${name}`);
    console.log(`${second.name} agrees in ${reports.reduce((sum, found) => sum + found.agreed, 0)} cases, and cannot judge ${unjudged.length} policies`);
    console.log(`${rows.filter((row) => row.ok).length} of ${rows.length} cases of ${reports.length} tests agree; ${reports.flatMap((found) => found.problems).length} problems`);
}

/** What one kyverno-test.yaml says and what is so. */
function report(file) {
    const test = readTest(file, api, yaml);
    const problems = [...test.problems];
    const world = new World(test, api);
    const policies = new Map(test.policies.map((policy) => [policy.metadata.name, { policy, program: peer.compile(policy, world) }]));
    for (const [name, { program }] of policies) problems.push(...program.problems.map((problem) => `${name}: ${problem}`));
    problems.push(...unmappable(test));
    const cases = [...casesOf(test, policies, problems), ...changesOf(test, policies)];
    const made = cases.map((one) => evaluate(one, policies.get(one.result.policy), world, test));
    const rows = cases.map((one, index) => row(one.result, one.name, made[index], test));
    problems.push(...unmade(test, cases, made));
    const opinions = cases.map((one, index) => secondOpinion(one, policies.get(one.result.policy), made[index], world, test));
    problems.push(...opinions.filter((opinion) => typeof opinion === "string"));
    for (const resource of test.resources.filter((resource) => !cases.some((one) => one.resource === resource))) problems.push(`nothing is said of ${resource.kind} ${resource.metadata.name}`);
    if (options.mutants) for (const [name, noticed] of mutantsOf(test, policies, cases, rows)) survivors.set(name, !noticed && (survivors.get(name) ?? true));
    return { test: path.relative(process.cwd(), file), policies: [...policies.keys()], problems, rows, agreed: opinions.filter((opinion) => opinion === true).length, unjudged: [...policies].filter(([, { unjudged }]) => unjudged).map(([name, { unjudged }]) => `${name}: ${unjudged}`) };
}

// The command line knows Kubernetes' own kinds. Of others it takes the first resource of a validating policy that begins with the kind's
// name (buckets for Bucket, but nothing for GitRepository); where there is none it gives up the whole test.
function unmappable(test) {
    const rules = test.policies.filter((policy) => policy.kind === "ValidatingPolicy").flatMap((policy) => policy.spec.matchConstraints?.resourceRules ?? []);
    const guessed = (kind) => rules.some((rule) => rule.resources.some((resource) => resource.startsWith(kind.toLowerCase())));
    const kinds = test.resources.filter((resource) => !api.describe(resource).known && !guessed(resource.kind)).map((resource) => resource.kind);
    return [...new Set(kinds)].map((kind) => `the command line does not know what the resource of a ${kind} is called, and gives up`);
}

// Whether the other evaluator says the same (true), cannot be asked (undefined) or says something else (what).
function secondOpinion({ result, name, resource, change }, found, made, world, test) {
    if (found.second === undefined && found.unjudged === undefined) {
        try {
            found.second = second.compile(found.policy);
        } catch (error) {
            found.unjudged = error instanceof Unsupported ? error.message : `${second.name}: ${error.message}`;
        }
    }
    if (found.unjudged !== undefined) return undefined;
    const other = verdict(found.policy, found.second, requestFor({ resource, change }, test), world, api, yaml);
    if (other.verdict === made.verdict && other.message === made.message) return true;
    if (other.verdict === "error" && made.verdict === "error") return true;
    return `${second.name} says otherwise of ${result.policy} ${name}: ${other.verdict}${other.message ? ` (${other.message})` : ""}, and ${peer.name} ${made.verdict}${made.message ? ` (${made.message})` : ""}`;
}

// Every pair of a result and a resource that it names.
function casesOf(test, policies, problems) {
    return (test.test.results ?? []).flatMap((result) => {
        const found = policies.get(result.policy);
        if (!found) {
            problems.push(`results name the policy '${result.policy}', which no file of it has`);
            return [];
        }
        if (result[`is${found.policy.kind}`] !== true) problems.push(`a result of ${result.policy} does not say is${found.policy.kind}: true, without which the command line looks for rules`);
        // github.com/kyverno/kyverno/issues/17382: what a policy that makes objects leaves out is "not found".
        if (result.isGeneratingPolicy && result.result === "skip") problems.push(`a result of ${result.policy} is a skip, which the command line does not find; say it in changes.yaml`);
        return (result.resources ?? []).flatMap((name) => {
            const resource = resourceNamed(name, result, test, problems);
            return resource ? [{ result, name, resource }] : [];
        });
    });
}

// Every change of an object, to each of the policies.
function changesOf(test, policies) {
    return test.changes.flatMap((change) => [...policies.keys()].map((policy) => ({ result: { policy, result: change.result }, name: change.name, change })));
}

function evaluate({ resource, change }, { policy, program }, world, test) {
    return verdict(policy, program, requestFor({ resource, change }, test), world, api, yaml);
}

function requestFor({ resource, change }, test) {
    return change ? changeOf(change, test, api) : requestOf(resource, test, api);
}

// Each mutant of the policies, and whether a case of this test notices it.
function mutantsOf(test, policies, cases, rows) {
    return [...policies.values()].flatMap(({ policy }) =>
        mutants(policy).map((mutant) => {
            const world = new World(test, api);
            const program = peer.compile(mutant.policy, world);
            const noticed = cases.some((one, index) => one.result.policy === policy.metadata.name && rows[index].ok && !row(one.result, one.name, evaluate(one, { policy: mutant.policy, program }, world, test), test).ok);
            return [`${policy.metadata.name}: ${mutant.name}`, noticed];
        }),
    );
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
    if (ok && made.generated?.length === 0 && result.generatedResource) reasons.push("it makes nothing");
    // Without a file a case says that nothing is made.
    if (ok && made.generated?.length > 0 && !result.generatedResource) reasons.push(`it makes ${made.generated.map((one) => `${one.kind} ${one.metadata.name}`).join(", ")}`);
    if (reasons.length > 1) ok = false;
    return { policy: result.policy, resource: name, wanted: result.result, actual, ok, reason: reasons.filter((reason) => reason).join("; "), changed: made.changed ?? (made.generated && made.generated.length > 0), compared: Boolean(result.patchedResources ?? result.generatedResource) };
}

function isSame(one, other) {
    return one.kind === other.kind && one.metadata.name === other.metadata.name && (one.metadata.namespace ?? "default") === (other.metadata.namespace ?? "default");
}

// What the file of a result has, but the policy makes of none of its resources.
function unmade(test, cases, made) {
    return [...new Set(cases.map((one) => one.result).filter((result) => result.generatedResource))].flatMap((result) => {
        const generated = cases.flatMap((one, index) => (one.result === result ? (made[index].generated ?? []) : []));
        return test
            .read(result.generatedResource)
            .filter((wanted) => !generated.some((one) => isSame(one, wanted)))
            .map((wanted) => `${result.policy} does not make the ${wanted.kind} ${wanted.metadata.namespace ?? ""}/${wanted.metadata.name} of ${result.generatedResource}`);
    });
}

// Each object that a policy makes must be in the file, as it is there.
function compare(objects, file, test) {
    const expected = test.read(file);
    return objects.flatMap((object) => {
        const wanted = expected.find((one) => isSame(one, object));
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
