// @marcbachmann/cel-js as the evaluator: types are checked, optional values are understood.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readable } from "./expressions.mjs";
import { functions, namespaces, ResourceLibrary, GeneratorLibrary, same, types, worldly } from "./libraries.mjs";

// What a request is to a policy (admission.k8s.io AdmissionReview, as Kubernetes gives it to CEL).
const REQUEST = {
    kind: "map", resource: "map", subResource: "string", requestKind: "map", requestResource: "map", requestSubResource: "string",
    name: "string", namespace: "string", operation: "string", userInfo: "map", dryRun: "bool", options: "dyn", uid: "string",
};

class Variables {
    constructor(values) {
        Object.defineProperties(this, values);
    }
}
class Request {
    constructor(fields) {
        Object.assign(this, fields);
    }
}

export async function load(modules) {
    const cel = await import(pathToFileURL(path.join(modules, "@marcbachmann", "cel-js", "lib", "index.js")));
    const { Optional } = await import(pathToFileURL(path.join(modules, "@marcbachmann", "cel-js", "lib", "optional.js")));
    const strict = base(cel.Environment, Optional, true);
    const loose = base(cel.Environment, Optional, false);
    // Kyverno lets literals of mutations and generations mix types, those of validations not.
    return { name: "cel-js", compile: (policy, world) => new Compiled(policy, policy.spec.mutations || policy.spec.generate ? loose : strict, world) };
}

function base(Environment, Optional, homogeneous) {
    const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: homogeneous });
    for (const [name, constructor] of Object.entries(types)) environment.registerType(name, constructor);
    for (const [signature, implementation] of functions) environment.registerFunction(signature, implementation);
    for (const [name, library] of Object.entries(namespaces)) environment.registerConstant(name, library.name, new library());
    environment.registerConstant("resource", "ResourceLibrary", new ResourceLibrary());
    environment.registerConstant("generator", "GeneratorLibrary", new GeneratorLibrary());
    environment.registerOperator("Quantity == Quantity", same);
    environment.registerFunction("optional.optMap(ast, ast): optional<dyn>", optionalMap(Optional, (value) => Optional.of(value)));
    environment.registerFunction("optional.optFlatMap(ast, ast): optional<dyn>", optionalMap(Optional, (value) => value));
    environment.registerType("Request", { ctor: Request, fields: REQUEST });
    for (const name of ["object", "oldObject", "namespaceObject"]) environment.registerVariable(name, "dyn");
    environment.registerVariable("request", "Request");
    return environment;
}

// optional.optMap(name, expression): cel-js has it not, but lets one write macros.
function optionalMap(Optional, result) {
    return ({ args, receiver }) => ({
        typeCheck(checker, macro, context) {
            const type = checker.check(receiver, context);
            macro.context = context.forkWithVariable(args[0].args, type.valueType ?? checker.getType("dyn"));
            const mapped = checker.check(args[1], macro.context);
            return result === undefined ? mapped : checker.getType("optional");
        },
        evaluate(evaluator, macro, context) {
            const value = evaluator.run(receiver, context);
            return value.hasValue() ? result(evaluator.run(args[1], macro.context.reuse(context).setIterValue(value.value(), evaluator))) : Optional.none();
        },
    });
}

/** A policy's expressions, checked and ready to run. Problems of the text are listed, not thrown. */
class Compiled {
    constructor(policy, environment, world) {
        this.problems = [];
        const { spec } = policy;
        const plain = environment.clone();
        for (const [signature, implementation] of worldly(world)) plain.registerFunction(signature, implementation);
        this.programs = new Map();
        this.variables = new Map();
        // Kubernetes and Kyverno decide whether a policy is asked at all before its variables exist.
        this.conditions = (spec.matchConditions ?? []).map((condition, index) => this.#program(plain, condition.expression, "bool", `matchConditions[${index}] ${condition.name}`));
        let scope = plain;
        if (policy.kind === "ImageValidatingPolicy") {
            scope = plain.clone();
            for (const name of ["images", "attestors", "attestations"]) scope.registerVariable(name, "map");
        }
        const fields = {};
        let full = withVariables(scope, fields);
        for (const { name, expression } of spec.variables ?? []) {
            const program = this.#program(full, expression, undefined, `variables ${name}`);
            this.variables.set(name, program);
            fields[name] = program.type ?? "dyn";
            full = withVariables(scope, fields);
        }
        this.full = full;
        this.validations = (spec.validations ?? []).map((validation, index) => ({
            ...validation,
            program: this.#program(full, validation.expression, "bool", `validations[${index}]`),
            text: validation.messageExpression && this.#program(full, validation.messageExpression, "string", `validations[${index}].messageExpression`),
        }));
        this.annotations = (spec.auditAnnotations ?? []).map(({ key, valueExpression }) => this.#program(full, valueExpression, undefined, `auditAnnotations ${key}`));
        this.mutations = (spec.mutations ?? []).map((mutation, index) => ({
            type: mutation.patchType,
            program: this.#program(full, (mutation.applyConfiguration ?? mutation.jsonPatch).expression, undefined, `mutations[${index}]`),
        }));
        this.generations = (spec.generate ?? []).map((generation, index) => ({
            template: generation.template,
            program: generation.expression && this.#program(full, generation.expression, "bool", `generate[${index}]`),
        }));
    }

    /** An expression that is no part of the policy's text, such as a template's. */
    extra(expression, place) {
        return this.#program(this.full, expression, undefined, place);
    }

    /** What expressions see: variables are computed when first asked for, and once. */
    bind(values) {
        const bindings = { ...values, request: new Request(values.request) };
        const found = {};
        for (const [name, program] of this.variables) {
            let known;
            found[name] = { enumerable: true, get: () => (known ??= { value: program.run(bindings) }).value };
        }
        bindings.variables = new Variables(found);
        return bindings;
    }

    #program(environment, expression, wanted, place) {
        try {
            const text = readable(expression);
            const checked = environment.check(text);
            if (!checked.valid) throw checked.error;
            const type = String(checked.type);
            if (wanted && type !== wanted) this.problems.push(`${place}: the expression is of type ${type}, not ${wanted}`);
            const program = environment.parse(text);
            return { expression, type, run: (bindings) => program(bindings) };
        } catch (error) {
            const reason = `${place}: ${error.message.split("\n")[0]}`;
            this.problems.push(reason);
            return { expression, type: undefined, run: () => { throw new Error(reason); } };
        }
    }
}

function withVariables(scope, fields) {
    const full = scope.clone();
    full.registerType("Variables", { ctor: Variables, fields: { ...fields } });
    full.registerVariable("variables", "Variables");
    return full;
}
