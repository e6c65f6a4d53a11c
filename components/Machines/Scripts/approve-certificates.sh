# shellcheck shell=bash
# Every minute on every control plane: signs the serving certificates of kubelets whose names and addresses are those that the register of machines has.

kube() {
    kubectl --kubeconfig "$root/etc/kubernetes/admin.conf" --request-timeout=30s "$@"
}

note() {
    printf '%s\n' "$1"
}

main() {
    local user node address
    open_requests | cut -d ' ' -f 2 | sort -u | while read -r user; do
        node=${user#system:node:}
        address=$(registered "$node" address)
        if [ "$node" = "$user" ] || [ -z "$address" ]; then
            note "$user is no node of the register; its request is not approved"
        else
            approve_requests "$node" "$address"
        fi
    done
}
