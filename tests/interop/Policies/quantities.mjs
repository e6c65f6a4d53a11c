// What Kubernetes' quantity() knows: exact numbers with a suffix, after the API's conventions for resource quantities.

const SUFFIXES = {
    n: [10n, -9n], u: [10n, -6n], m: [10n, -3n], "": [10n, 0n], k: [10n, 3n], M: [10n, 6n], G: [10n, 9n], T: [10n, 12n], P: [10n, 15n], E: [10n, 18n],
    Ki: [2n, 10n], Mi: [2n, 20n], Gi: [2n, 30n], Ti: [2n, 40n], Pi: [2n, 50n], Ei: [2n, 60n],
};
const SHAPE = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE][+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]))?$/;
const BILLION = 10n ** 9n;

export class Quantity {
    /** @param {bigint} nano billionths, the smallest that Kubernetes keeps */
    constructor(nano) {
        this.nano = nano;
    }

    static isValid(text) {
        return typeof text === "string" && SHAPE.test(text);
    }

    static parse(text) {
        const match = SHAPE.exec(text);
        if (!match) throw new Error(`'${text}' is no quantity`);
        const [, sign, digits, exponent, suffix] = match;
        const [whole, fraction = ""] = digits.split(".");
        const [base, power] = exponent ? [10n, BigInt(Number(exponent.slice(1)))] : SUFFIXES[suffix ?? ""];
        const numerator = BigInt(whole + fraction || "0") * BILLION;
        const scale = 10n ** BigInt(fraction.length);
        const value = power >= 0n ? (numerator * base ** power) / scale : numerator / (scale * base ** -power);
        return new Quantity(sign === "-" ? -value : value);
    }

    compareTo(other) {
        return this.nano < other.nano ? -1n : this.nano > other.nano ? 1n : 0n;
    }

    asInteger() {
        if (this.nano % BILLION !== 0n) throw new Error("the quantity is no whole number");
        return this.nano / BILLION;
    }
}
