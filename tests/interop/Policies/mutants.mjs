// Policies with one thing taken away: a case must notice each, or nothing proves that the thing is needed.

// Every request of the command line is a creation, so nothing there can notice what policies of pods say of changes, by this condition (of images) or this variable (all others).
const CONDITION_OF_CHANGES = "specification-changes";
const VARIABLE_OF_CHANGES = "settled";
const VARIABLES_OF_CHANGES = [VARIABLE_OF_CHANGES, "untouched"];

/** Every weaker or broken form of a policy that its cases have to notice, with a word for what is gone. */
export function mutants(policy) {
    const { spec } = policy;
    return [
        ...replaced(policy, "validations", "true", (item, index) => `validations[${index}] taken away`),
        ...replaced(policy, "matchConditions", "true", (item) => (item.name === CONDITION_OF_CHANGES ? undefined : `condition ${item.name} taken away`)),
        ...exemptions(policy),
        ...without(policy, "mutations"),
        ...without(policy, "generate"),
        ...expressions(spec).flatMap(({ place, get, set }) =>
            [...get(spec).matchAll(/(?:variables\.pod|spec)\.\?(?:initContainers|ephemeralContainers|containers)\.orValue\(\[\]\)/g)].map((match) => ({
                name: `${place}: ${match[0]} taken away`,
                policy: changed(policy, (copy) => set(copy, cut(get(spec), match.index, match[0].length, "[]"))),
            })),
        ),
        ...kinds(policy),
    ];
}

// What a validation lets be before it asks.
function exemptions(policy) {
    return (policy.spec.validations ?? []).flatMap(({ expression }, index) =>
        [...expression.matchAll(/variables\.(\w+) \|\| /g)]
            .filter(([, name]) => !VARIABLES_OF_CHANGES.includes(name))
            .map((match) => ({
                name: `validations[${index}]: ${match[0]}taken away`,
                policy: changed(policy, (spec) => (spec.validations[index].expression = cut(expression, match.index, match[0].length, ""))),
            })),
    );
}

// A policy of workloads must have a case of a pod and of what is nested deepest: one that is not asked says nothing.
function kinds(policy) {
    const lets = [...(policy.spec.matchConditions ?? []), ...(policy.spec.variables ?? [])].map(({ name }) => name);
    if (!lets.includes(CONDITION_OF_CHANGES) && !lets.includes(VARIABLE_OF_CHANGES)) return [];
    return (policy.spec.matchConstraints.resourceRules ?? []).flatMap((rule, at) =>
        rule.resources
            .filter((resource) => ["pods", "cronjobs"].includes(resource))
            .map((resource) => ({
                name: `${resource} not asked about`,
                policy: changed(policy, (spec) => (spec.matchConstraints.resourceRules[at].resources = rule.resources.filter((other) => other !== resource))),
            })),
    );
}

function replaced(policy, list, expression, nameOf) {
    return (policy.spec[list] ?? []).flatMap((item, index) => {
        const name = nameOf(item, index);
        return name ? [{ name, policy: changed(policy, (spec) => (spec[list][index].expression = expression)) }] : [];
    });
}

function without(policy, list) {
    return (policy.spec[list] ?? []).map((_, index) => ({ name: `${list}[${index}] taken away`, policy: changed(policy, (spec) => spec[list].splice(index, 1)) }));
}

function expressions(spec) {
    return ["variables", "validations"].flatMap((list) =>
        (spec[list] ?? []).map((item, index) => ({
            place: `${list} ${item.name ?? index}`,
            get: (from) => from[list][index].expression,
            set: (to, expression) => (to[list][index].expression = expression),
        })),
    );
}

const cut = (text, at, length, by) => text.slice(0, at) + by + text.slice(at + length);

function changed(policy, change) {
    const copy = structuredClone(policy);
    change(copy.spec);
    return copy;
}
