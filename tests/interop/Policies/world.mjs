// What is around a case: the cluster that policies may ask, and what stands for a registry's signatures.

/** What the registry holds: an image, and what kind of attestor has signed it. They are images of the Kyverno project, as the packs' cases use them. */
const SIGNED = new Map([
    ["ghcr.io/kyverno/test-verify-image:signed", "key"],
    ["ghcr.io/kyverno/test-images/cosign:v3-keyless", "keyless"],
]);

export class World {
    constructor(test, api) {
        this.test = test;
        this.api = api;
        this.generated = [];
    }

    /** What the case's context holds; an empty namespace is any. */
    find(apiVersion, resource, namespace, name) {
        return this.test.context.filter(
            (object) =>
                object.apiVersion === apiVersion &&
                this.api.describe(object).resource === resource &&
                (namespace === "" || object.metadata.namespace === namespace) &&
                (name === undefined || object.metadata.name === name),
        );
    }

    generate(namespace, objects) {
        for (const object of objects) {
            const made = structuredClone(object);
            made.metadata = { ...made.metadata, ...(namespace ? { namespace } : {}) };
            this.generated.push(made);
        }
    }

    signatures(image, attestors) {
        return attestors.filter((attestor) => SIGNED.has(image) && attestor.cosign[SIGNED.get(image)] !== undefined).length;
    }

    /** Nothing is said of how any of them was built. */
    attestations() {
        return 0;
    }

    payload() {
        return {};
    }
}
