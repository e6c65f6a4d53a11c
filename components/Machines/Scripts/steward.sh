# shellcheck shell=bash
# What a control plane does for another machine, with the credentials of the cluster's administrator.

readonly kubernetes="$root/etc/kubernetes"

kube() {
    kubectl --kubeconfig "$kubernetes/admin.conf" --request-timeout=30s "$@"
}

wait_for_api() {
    [ -f "$kubernetes/admin.conf" ] || die 'the machine that this was asked of is no control plane: it has no administrator'"'"'s credentials'
    wait_until 120 "the cluster's API answers" kube get --raw /readyz
}

# In a condition a failure would pass for the answer 'no', so what is asked for is had first, and here that comes to an end.
node_exists() {
    local found
    found=$(kube get node "$machine_name" --ignore-not-found --output name) || die "whether there is such a node cannot be told: the cluster's API does not answer"
    [ -n "$found" ]
}

# node_value TEMPLATE: a field of the machine's node.
node_value() {
    kube get node "$machine_name" --output "jsonpath=$1"
}

node_version() {
    node_value '{.status.nodeInfo.kubeletVersion}'
}

readonly readiness='{range .status.conditions[?(@.type=="Ready")]}{.status}{end}'

# One line a node that any pod may be put on, but for the machine's own: not cordoned, and without a taint that keeps pods off, as control planes have.
other_schedulable_nodes() {
    local nodes
    nodes=$(kube get nodes --output 'go-template={{range .items}}{{if not .spec.unschedulable}}{{.metadata.name}}{{range .spec.taints}}{{if ne .effect "PreferNoSchedule"}} {{.key}}{{end}}{{end}}{{"\n"}}{{end}}{{end}}')
    grep -v -e ' ' <<<"$nodes" | grep -v -x -F -e "$machine_name" || true
}

# drain MINUTES OPTION...: evicts what runs on the node, as fast as disruption budgets allow.
drain() {
    local minutes="$1"
    shift
    kubectl --kubeconfig "$kubernetes/admin.conf" drain --ignore-daemonsets --delete-emptydir-data --timeout="${minutes}m" "$@" -- "$machine_name"
}
