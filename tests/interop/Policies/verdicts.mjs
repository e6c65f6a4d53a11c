// What Kyverno's command line says of one policy and one resource (`kyverno test`): pass, fail, skip or error, and what the policy makes.
//
// A resource is treated as being created, unless the case's values say `request.operation`. What matchConstraints leave
// out is "excluded", what matchConditions leave out is "skip"; the command line accepts either where a case says skip.
// An expression that fails is an "error", whatever failurePolicy is; an error of a match condition makes a policy that
// ignores failures skip the resource.
import { same } from "./libraries.mjs";
import { selects } from "./matching.mjs";
import { applyConfiguration, applyJsonPatch, plain } from "./merging.mjs";
import { documents } from "./templates.mjs";

/** The request that the command line makes of a resource. */
export function requestOf(resource, test, api) {
    const kind = api.describe(resource);
    const operation = test.operation ?? "CREATE";
    const namespace = kind.namespaced ? resource.metadata.namespace : "";
    return {
        ...kind,
        name: resource.metadata.name ?? "",
        namespace,
        operation,
        subresource: "",
        object: operation === "DELETE" ? null : resource,
        oldObject: operation === "CREATE" ? null : structuredClone(resource),
        namespaceObject: namespace ? (test.namespaces.get(namespace) ?? null) : null,
        userInfo: test.userInfo,
    };
}

/** The request that a change of an object is. */
export function changeOf({ was, is, userInfo }, test, api) {
    return { ...requestOf(is, { ...test, operation: "UPDATE", userInfo }, api), oldObject: was };
}

function bindings(request) {
    const { group, version, kind, resource } = request;
    return {
        object: request.object,
        oldObject: request.oldObject,
        namespaceObject: request.namespaceObject,
        request: {
            kind: { group, version, kind }, resource: { group, version, resource }, subResource: "",
            requestKind: { group, version, kind }, requestResource: { group, version, resource }, requestSubResource: "",
            name: request.name, namespace: request.namespace, operation: request.operation, userInfo: request.userInfo, dryRun: false, options: null, uid: "",
        },
    };
}

/** What a policy makes of a request. */
export function verdict(policy, compiled, request, world, api, yaml) {
    if (!selects(policy.spec.matchConstraints, request)) return { verdict: "excluded" };
    try {
        const scope = compiled.bind({ ...bindings(request), ...imagesOf(policy, request) });
        const skipped = condition(policy, compiled, scope);
        if (skipped) return skipped;
        if (policy.kind === "MutatingPolicy") return mutated(compiled, scope, request, api);
        if (policy.kind === "GeneratingPolicy") return generated(compiled, scope, world, yaml);
        return validated(compiled, scope);
    } catch (error) {
        return { verdict: "error", message: error.message.split("\n")[0] };
    }
}

function condition(policy, compiled, scope) {
    let failure;
    for (const [index, program] of compiled.conditions.entries()) {
        try {
            if (program.run(scope) !== true) return { verdict: "skip", message: `condition ${policy.spec.matchConditions[index].name}` };
        } catch (error) {
            failure ??= error;
        }
    }
    if (failure && policy.spec.failurePolicy === "Ignore") return { verdict: "skip", message: failure.message.split("\n")[0] };
    if (failure) throw failure;
    return undefined;
}

function validated(compiled, scope) {
    for (const [index, validation] of compiled.validations.entries()) {
        if (validation.program.run(scope) === true) continue;
        const message = validation.text ? validation.text.run(scope) : validation.message;
        return { verdict: "fail", index, message };
    }
    for (const annotation of compiled.annotations) annotation.run(scope);
    return { verdict: "pass" };
}

function mutated(compiled, scope, request, api) {
    let object = request.object;
    for (const mutation of compiled.mutations) {
        const change = mutation.program.run({ ...scope, object });
        object = mutation.type === "JSONPatch" ? applyJsonPatch(object, change) : applyConfiguration(object, change, api);
        // Variables see what earlier mutations have made.
        scope.object = object;
    }
    return { verdict: "pass", patched: object, changed: !same(object, request.object) };
}

function generated(compiled, scope, world, yaml) {
    world.generated = [];
    for (const generation of compiled.generations) {
        if (generation.template) {
            const evaluate = (expression) => compiled.extra(expression, "template").run(scope);
            for (const document of documents(generation.template, evaluate, yaml)) world.generate(document.metadata.namespace ?? "", [document]);
        } else if (generation.program.run(scope) !== true) {
            return { verdict: "error", message: "generate: the expression is false" };
        }
    }
    return { verdict: "pass", generated: world.generated.map((made) => plain(made)) };
}

// What Kyverno takes the images of a resource to be, by the kind of their container.
function imagesOf(policy, request) {
    if (policy.kind !== "ImageValidatingPolicy") return {};
    const { spec = {} } = request.object ?? request.oldObject;
    const pod = spec.jobTemplate?.spec?.template?.spec ?? spec.template?.spec ?? spec;
    const wanted = (image) => referenced(policy.spec.matchImageReferences, image);
    const of = (list) => (list ?? []).map((container) => container.image).filter(wanted);
    return {
        images: {
            containers: of(pod.containers), initContainers: of(pod.initContainers), ephemeralContainers: of(pod.ephemeralContainers),
            imageVolumes: (pod.volumes ?? []).filter((volume) => volume.image).map((volume) => volume.image.reference).filter(wanted),
        },
        attestors: Object.fromEntries((policy.spec.attestors ?? []).map((attestor) => [attestor.name, attestor])),
        attestations: Object.fromEntries((policy.spec.attestations ?? []).map((attestation) => [attestation.name, attestation])),
    };
}

function referenced(references, image) {
    if (!references?.length) return true;
    return references.some(({ glob }) => glob !== undefined && new RegExp(`^${glob.split("*").map(RegExp.escape ?? escape).join(".*").replaceAll("\\?", ".")}$`).test(image));
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

