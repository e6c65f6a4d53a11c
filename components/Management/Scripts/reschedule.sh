# shellcheck shell=sh
# Writes on each cluster, as a label, a hash of the kinds that it serves, as soon as these are others than before: Karmada's scheduler looks again at clusters whose labels change.
# No doubled dollar sign may stand here: Kubernetes takes one away from every two in a command.
set -eu

# By how many clusters are looked at at once: what one of them says of its kinds may be a hundred kilobytes.
at_once=20

# Of each cluster its name and the label that it has, and a line for every kind. A single cluster is not in a list.
# shellcheck disable=SC2016 # The dollar signs are the template's.
facts='{{define "cluster"}}cluster {{.metadata.name}}{{with .metadata.labels}}{{with index . "'"$LABEL"'"}} {{.}}{{end}}{{end}}
{{with .status}}{{range .apiEnablements}}{{$version := .groupVersion}}{{range .resources}}kind {{$version}} {{.kind}}
{{end}}{{end}}{{end}}{{end}}{{if .items}}{{range .items}}{{template "cluster" .}}{{end}}{{else}}{{template "cluster" .}}{{end}}'

kube() {
    kubectl --request-timeout=60s --cache-dir="$WORK/cache" "$@"
}

# A line of each hash that is new to clusters, with their names. A cluster of which nothing is known yet is left as it is, and the order in which kinds are told does not matter.
# shellcheck disable=SC2016 # The dollar signs are awk's.
compare() {
    awk '
        function finish() { if (begun) { if (kinds) close(hash); else print "-" } }
        BEGIN { hash = "sort -u | sha256sum | cut -c 1-16" }
        $1 == "cluster" { finish(); begun = 1; kinds = 0; printf "%s %s ", $2, ($3 == "" ? "-" : $3); fflush() }
        $1 == "kind" { kinds = 1; print $2, $3 | hash }
        END { finish() }' |
        awk '$3 != "-" && $3 != $2 { names[$3] = names[$3] " " $1 } END { for (hash in names) print hash names[hash] }'
}

# What fails for some clusters does not keep the others from being looked at. One that has left meanwhile is let go.
look() {
    failed=false
    # Only names: as a table, so that the server leaves the rest out.
    kube get clusters.cluster.karmada.io --no-headers >"$WORK/table" || return 1
    awk -v at_once="$at_once" '{ printf "%s%s", $1, (NR % at_once ? " " : "\n") } END { if (NR % at_once) print "" }' "$WORK/table" >"$WORK/batches"
    while read -r batch <&3; do
        # shellcheck disable=SC2086 # One word a cluster.
        if ! kube get clusters.cluster.karmada.io --ignore-not-found --output=go-template="$facts" $batch >"$WORK/facts"; then
            failed=true
            continue
        fi
        compare <"$WORK/facts" >"$WORK/changes"
        while read -r hash names <&4; do
            # shellcheck disable=SC2086
            kube label clusters.cluster.karmada.io $names "$LABEL=$hash" --overwrite --field-manager="$MANAGER" || failed=true
        done 4<"$WORK/changes"
    done 3<"$WORK/batches"
    [ "$failed" = false ]
}

trap 'exit 0' TERM
while true; do
    # Whoever asks whether this is well looks at how old the file is.
    if look; then
        : >"$WORK/looked"
    fi
    sleep "$INTERVAL" &
    wait "$!"
done
