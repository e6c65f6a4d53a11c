// Which requests a policy is about: spec.matchConstraints as Kubernetes defines it (admissionregistration.k8s.io MatchResources).

/** Whether a request (described by verdicts.mjs) is one that the constraints select. */
export function selects(constraints, request) {
    if (!constraints) return false;
    return (
        (constraints.resourceRules ?? []).some((rule) => matches(rule, request)) &&
        !(constraints.excludeResourceRules ?? []).some((rule) => matches(rule, request)) &&
        namespaceSelected(constraints.namespaceSelector, request) &&
        (satisfies(constraints.objectSelector, request.object?.metadata?.labels) ||
            (request.oldObject !== null && satisfies(constraints.objectSelector, request.oldObject.metadata?.labels)))
    );
}

function matches(rule, request) {
    return (
        listed(rule.apiGroups, request.group) &&
        listed(rule.apiVersions, request.version) &&
        listed(rule.operations, request.operation) &&
        rule.resources.some((pattern) => isResource(pattern, request)) &&
        (!rule.resourceNames?.length || rule.resourceNames.includes(request.name)) &&
        ["*", undefined, request.namespaced ? "Namespaced" : "Cluster"].includes(rule.scope)
    );
}

const listed = (list, value) => (list ?? []).some((item) => item === "*" || item === value);

function isResource(pattern, { resource, subresource }) {
    const [wanted, wantedSubresource = ""] = pattern.split("/");
    return (wanted === "*" || wanted === resource) && (wantedSubresource === subresource || (wantedSubresource === "*" && pattern.includes("/")));
}

function namespaceSelected(selector, request) {
    if (isEmpty(selector)) return true;
    if (request.resource === "namespaces" && request.group === "") return satisfies(selector, (request.object ?? request.oldObject).metadata.labels);
    if (!request.namespaced) return true;
    return satisfies(selector, request.namespaceObject?.metadata?.labels);
}

const isEmpty = (selector) => !selector || (Object.keys(selector.matchLabels ?? {}).length === 0 && !selector.matchExpressions?.length);

/** Whether labels satisfy a selector; none satisfies an empty one too. */
export function satisfies(selector, labels = {}) {
    if (isEmpty(selector)) return true;
    return (
        Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels?.[key] === value) &&
        (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
            const value = labels?.[key];
            switch (operator) {
                case "In": return value !== undefined && values.includes(value);
                case "NotIn": return value === undefined || !values.includes(value);
                case "Exists": return value !== undefined;
                case "DoesNotExist": return value === undefined;
                default: throw new Error(`a selector has no operator '${operator}'`);
            }
        })
    );
}
