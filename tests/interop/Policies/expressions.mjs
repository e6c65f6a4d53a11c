// CEL as policies are written, in the words that the evaluators here know.
//
// The parser of @marcbachmann/cel-js lacks four things of the language that Kubernetes and Kyverno speak; each is
// rewritten into a call of a function that libraries.mjs has:
//   has(<anything>.field)            -> __has(<anything>, 'field')     (it knows has() of plain paths only)
//   Object.spec{a: 1, ?b: x}         -> __object('Object.spec', [...]) (objects of a type)
//   {?'a': x} and [?x]               -> __map([...]) and __list([...]) (optional entries)

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y;
const STRING = /(?:[rR]?[bB]?|[bB][rR])(?:"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*')/y;
const RAW_STRING = /(?:[rR][bB]?|[bB][rR])(?:"""[^]*?"""|'''[^]*?'''|"[^"\n]*"|'[^'\n]*')/y;
const NUMBER = /0x[0-9a-fA-F]+u?|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?u?|\.\d+/y;
const SPACE = /(?:\s|\/\/[^\n]*)+/y;
const OPERATOR = /&&|\|\||==|!=|<=|>=|\.\?|\[\?|[-+*/%!<>?:.,()[\]{}]/y;

const CLOSING = { "(": ")", "[": "]", "[?": "]", "{": "}" };

function tokens(source) {
    const found = [];
    for (let at = 0; at < source.length; ) {
        const [kind, text] = next(source, at);
        if (kind !== "space") found.push({ kind, text, at });
        at += text.length;
    }
    return found;
}

function next(source, at) {
    const kinds = [["space", SPACE], ["string", RAW_STRING], ["string", STRING], ["identifier", IDENTIFIER], ["number", NUMBER], ["operator", OPERATOR]];
    for (const [kind, pattern] of kinds) {
        pattern.lastIndex = at;
        const match = pattern.exec(source);
        if (match) return [kind, match[0]];
    }
    throw new SyntaxError(`'${source[at]}' at ${at} is no CEL`);
}

// A tree of what brackets enclose: [token | {open, items, close}].
function nest(list) {
    const root = { items: [] };
    const stack = [root];
    for (const token of list) {
        const top = stack.at(-1);
        if (token.kind === "operator" && token.text in CLOSING) {
            const group = { open: token.text, close: CLOSING[token.text], items: [] };
            top.items.push(group);
            stack.push(group);
        } else if (token.kind === "operator" && token.text === top.close) {
            stack.pop();
        } else if (token.kind === "operator" && /^[)\]}]$/.test(token.text)) {
            throw new SyntaxError(`'${token.text}' at ${token.at} closes nothing`);
        } else {
            top.items.push(token);
        }
    }
    if (stack.length > 1) throw new SyntaxError(`'${stack.at(-1).open}' is never closed`);
    return root.items;
}

const isText = (item, text) => item?.text === text && item.kind !== "string";
const isIdentifier = (item) => item?.kind === "identifier";

// The pieces between the commas.
function parts(items) {
    const found = [[]];
    for (const item of items) {
        if (isText(item, ",")) found.push([]);
        else found.at(-1).push(item);
    }
    return found.filter((part) => part.length > 0);
}

// What is before and after the colon that belongs to the entry, not to a ternary.
function entry(part) {
    let questions = 0;
    const optional = isText(part[0], "?");
    const rest = optional ? part.slice(1) : part;
    const colon = rest.findIndex((item) => {
        if (isText(item, "?")) questions++;
        return isText(item, ":") && questions-- === 0;
    });
    return { optional, key: rest.slice(0, colon), value: rest.slice(colon + 1) };
}

function write(items) {
    const out = [];
    for (let i = 0; i < items.length; i++) {
        const item = items[i];
        if (isIdentifier(item) && !isText(items[i - 1], ".") && !isText(items[i - 1], ".?")) {
            if (item.text === "has" && items[i + 1]?.open === "(") {
                out.push(writeHas(items[++i].items));
                continue;
            }
            const path = pathFrom(items, i);
            if (items[path.end]?.open === "{") {
                out.push(`__object('${path.text}', ${entriesOf(items[path.end].items, true)})`);
                i = path.end;
                continue;
            }
        }
        out.push(item.open ? writeGroup(item, items[i - 1]) : item.text);
    }
    return out.join(" ");
}

function pathFrom(items, start) {
    let end = start + 1;
    while (isText(items[end], ".") && isIdentifier(items[end + 1])) end += 2;
    return { end, text: items.slice(start, end).map((item) => item.text).join("") };
}

function writeHas(items) {
    const field = items.at(-1);
    const plain = items.every((item, index) => (index % 2 === 0 ? isIdentifier(item) : isText(item, ".")));
    return plain || !isIdentifier(field) || !isText(items.at(-2), ".")
        ? `has(${write(items)})`
        : `__has(${write(items.slice(0, -2))}, '${field.text}')`;
}

function writeGroup(group, before) {
    if (group.open === "[?") {
        // After a value it is an optional index, else a list that begins with an optional item.
        if (follows(before)) return `[?${write(group.items)}]`;
        return `__list([${parts([{ kind: "operator", text: "?" }, ...group.items]).map(listItem).join(", ")}])`;
    }
    if (group.open === "[" && !follows(before) && parts(group.items).some((part) => isText(part[0], "?")))
        return `__list([${parts(group.items).map(listItem).join(", ")}])`;
    if (group.open === "{" && parts(group.items).some((part) => isText(part[0], "?")))
        return `__map(${entriesOf(group.items, false)})`;
    return `${group.open}${write(group.items)}${group.close}`;
}

const listItem = (part) => (isText(part[0], "?") ? `[dyn(true), dyn(${write(part.slice(1))})]` : `[dyn(false), dyn(${write(part)})]`);

function entriesOf(items, fields) {
    return `[${parts(items)
        .map(entry)
        .map(({ optional, key, value }) => `[dyn(${fields ? `'${key[0].text}'` : write(key)}), dyn(${write(value)}), dyn(${optional})]`)
        .join(", ")}]`;
}

const follows = (item) => item !== undefined && (item.open !== undefined || item.kind === "string" || (isIdentifier(item) && item.text !== "in"));

/** An expression as the evaluators here can read it. */
export function readable(source) {
    return write(nest(tokens(source)));
}
