// What is around a case: the cluster that policies may ask, and what stands for a registry's signatures.

/** Images that count as signed, and by how many of the attestors that a policy asks: an image's reference holds one of these words. */
const SIGNED = ["@sha256:5191ed", "signed."];

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
        return SIGNED.some((word) => image.includes(word)) ? attestors.length : 0;
    }

    attestations(image, attestation, attestors) {
        return this.signatures(image, attestors);
    }

    payload() {
        return {};
    }
}
