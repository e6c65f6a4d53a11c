// Templates of generating policies: YAML in which (( … )) stands for the value of an expression.

/** The documents of a template's text, with every (( … )) replaced by what `evaluate` says of its inside. */
export function documents(template, evaluate, yaml) {
    const filled = template.interpolate && template.interpolate !== "none" ? node(yaml.loadAll(template.value), evaluate) : yaml.loadAll(template.value);
    return filled.filter((document) => document);
}

function node(value, evaluate) {
    if (typeof value === "string") return text(value, evaluate);
    if (Array.isArray(value)) return value.map((item) => node(item, evaluate));
    if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [node(key, evaluate), node(item, evaluate)]));
    return value;
}

// What is nothing but one placeholder keeps the value's type.
function text(value, evaluate) {
    const whole = /^\(\(((?:(?!\(\().)*)\)\)$/s.exec(value);
    return whole ? evaluate(whole[1]) : value.replace(/\(\((.*?)\)\)/gs, (_, expression) => String(evaluate(expression)));
}
