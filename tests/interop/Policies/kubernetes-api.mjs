// Kubernetes' own API, from its OpenAPI document: what a kind's resource is called, what is namespaced, how fields are merged.
import fs from "node:fs";

export class KubernetesApi {
    constructor(file) {
        const document = JSON.parse(fs.readFileSync(file, "utf8"));
        this.definitions = document.definitions;
        this.resources = new Map();
        this.schemas = new Map();
        for (const [path, item] of Object.entries(document.paths)) this.#addPath(path, item);
        for (const [name, schema] of Object.entries(this.definitions))
            for (const { group, version, kind } of schema["x-kubernetes-group-version-kind"] ?? []) this.schemas.set(`${group}/${version}/${kind}`, name);
    }

    // /api/v1/namespaces/{namespace}/pods and /apis/<group>/<version>/…: the last word without braces names the resource.
    #addPath(path, item) {
        const match = /^\/apis?\/(?:[^/]+\/)?v[^/]+\/(namespaces\/\{namespace\}\/)?([a-z]+)\/?$/.exec(path);
        const kind = item.post?.["x-kubernetes-group-version-kind"];
        if (match && kind) this.resources.set(`${kind.group}/${kind.version}/${kind.kind}`, { resource: match[2], namespaced: match[1] !== undefined });
    }

    /** What Kubernetes calls an object's kind; a kind of somebody else's is guessed and says so. */
    describe(object) {
        const [group, version] = object.apiVersion.includes("/") ? object.apiVersion.split("/") : ["", object.apiVersion];
        const own = this.resources.get(`${group}/${version}/${object.kind}`);
        return { group, version, kind: object.kind, known: own !== undefined, ...(own ?? { resource: plural(object.kind), namespaced: object.metadata?.namespace !== undefined }) };
    }

    /** The schema of an object, or undefined for a kind of somebody else's. */
    schemaOf(object) {
        const { group, version, kind } = this.describe(object);
        return this.resolve({ $ref: `#/definitions/${this.schemas.get(`${group}/${version}/${kind}`)}` });
    }

    resolve(schema) {
        return schema?.$ref ? this.definitions[schema.$ref.slice("#/definitions/".length)] : schema;
    }
}

const plural = (kind) => kind.toLowerCase().replace(/y$/, "ie").replace(/(s|x|ch)$/, "$1e").concat("s");
