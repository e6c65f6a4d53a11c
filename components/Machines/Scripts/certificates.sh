# shellcheck shell=bash
# The certificates that kubelets serve with. Kubernetes lets whoever approves decide whether a node may have the names and addresses that it asks for.

# One line a request that nobody has decided on: NAME USER REQUEST.
open_requests() {
    kube get certificatesigningrequests --field-selector spec.signerName=kubernetes.io/kubelet-serving \
        --output 'go-template={{range .items}}{{if not .status.conditions}}{{.metadata.name}} {{.spec.username}} {{.spec.request}}{{"\n"}}{{end}}{{end}}'
}

# approve_requests NODE ADDRESS: those of the node that ask for its name and its address, and for nothing else.
approve_requests() {
    local requests name user request
    requests=$(open_requests)
    while read -r name user request; do
        [ "$user" = "system:node:$1" ] || continue
        if asks_for_its_own "$1" "$2" "$request"; then
            kube certificate approve -- "$name"
        else
            note "the request $name of node $1 asks for what is not its own, and is not approved"
        fi
    done <<<"$requests"
}

# asks_for_its_own NODE ADDRESS REQUEST
asks_for_its_own() {
    local text subject names name
    text=$(printf '%s' "$3" | base64 -d | openssl req -noout -text) || return 1
    subject=$(printf '%s' "$3" | base64 -d | openssl req -noout -subject -nameopt RFC2253) || return 1
    case "$subject" in
        "subject=CN=system:node:$1,O=system:nodes" | "subject=O=system:nodes,CN=system:node:$1") ;;
        *) return 1 ;;
    esac
    IFS=, read -r -a names <<<"$(sed -n '/X509v3 Subject Alternative Name/ { n; s/^ *//; s/, /,/g; p }' <<<"$text")"
    [ "${#names[@]}" -gt 0 ] || return 1
    for name in "${names[@]}"; do
        case "$name" in
            "DNS:$1" | "IP Address:$2") ;;
            *) return 1 ;;
        esac
    done
}
