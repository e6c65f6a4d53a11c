# shellcheck shell=bash
# kubectl: as much of the API as the scripts ask for.

call_kubectl() {
    local words=() file=''
    while [ "$#" -gt 0 ]; do
        case "$1" in
            --kubeconfig) file=$2; shift ;;
            --server | --namespace) shift ;;
            --request-timeout=* | --overwrite | --) ;;
            *) words+=("$1") ;;
        esac
        shift
    done
    [ -f "$file" ] || refuse "no file $file"
    [ -e "$cluster/api" ] || refuse 'the connection to the server was refused'
    answer "${words[@]}"
}

answer() {
    local node="$cluster/nodes/${3:-}"
    case "$*" in
        'get --raw /readyz') printf 'ok' ;;
        'get node '*' --ignore-not-found --output name') [ ! -d "$node" ] || printf 'node/%s\n' "$3" ;;
        'get node '*) get_node "$node" "$5" ;;
        'get nodes --field-selector metadata.name='*) own_node "$@" ;;
        'get nodes --selector node-role'*) each_control_plane ;;
        'get nodes --output '*unschedulable*) schedulable ;;
        'get secret '*) get_secret "$3" "${*: -1}" ;;
        'get secrets --selector infra.internal/admits=control-plane '*) grep -l control-plane "$cluster"/secrets/*/admits || true ;;
        'get configmap infra-machines '*) for file in "$cluster"/register/*; do printf '%s %s\n' "${file##*/}" "$(<"$file")"; done ;;
        'get certificatesigningrequests '*) for file in "$cluster"/requests/*; do [ -f "$file" ] && printf '%s %s\n' "${file##*/}" "$(<"$file")"; done ;;
        'get daemonset kube-proxy '*) printf 'registry.k8s.io/kube-proxy:v%s' "$(<"$cluster/version")" ;;
        'apply --filename -') apply_secret ;;
        'apply --server-side '*) apply_register "$4" "$5" ;;
        'delete secret '*) rm -rf "$cluster/secrets/$3" ;;
        'delete node --ignore-not-found '*) rm -rf "$cluster/nodes/$4" "$cluster/requests/csr-$4" ;;
        'delete pods --all-namespaces '*) printf 'lost pods of %s\n' "${5#spec.nodeName=}" >>"$SIM_WORLD/history" ;;
        'patch secret kubeadm-certs '*) rm -f "$cluster/secrets/kubeadm-certs/owner" ;;
        'certificate approve '*) rm "$cluster/requests/$3" && mkdir -p "$cluster/approved" && : >"$cluster/approved/$3" ;;
        'wait --for=condition=Ready '*) [ -d "$cluster/nodes/${4#node/}" ] || refuse 'no such node' ;;
        'cordon '*) : >"$cluster/nodes/$2/unschedulable" && printf 'cordoned %s\n' "$2" >>"$SIM_WORLD/history" ;;
        'uncordon '*) rm -f "$cluster/nodes/$2/unschedulable" && printf 'uncordoned %s\n' "$2" >>"$SIM_WORLD/history" ;;
        'drain '*) printf 'drained %s\n' "${*: -1}" >>"$SIM_WORLD/history" ;;
        'annotate node '*' infra.internal/cordoned=true') : >"$node/cordoned-by-us" ;;
        'annotate node '*' infra.internal/cordoned-') rm -f "$node/cordoned-by-us" ;;
        'label node '*) change labels "$node" "${@:4}" ;;
        'taint nodes '*) change taints "$node" "${@:4}" ;;
        *) unknown "$@" ;;
    esac
}

get_node() {
    [ -d "$1" ] || refuse 'NotFound'
    case "$2" in
        name) printf 'node/%s\n' "${1##*/}" ;;
        *kubeletVersion*) cat "$1/version" ;;
        *'"Ready"'*) if [ -f "$1/not-ready" ]; then printf False; else printf True; fi ;;
        *unschedulable*) [ ! -f "$1/unschedulable" ] || printf true ;;
        *cordoned*) [ ! -f "$1/cordoned-by-us" ] || printf true ;;
        *taints*) [ ! -f "$1/taints" ] || sed 's/=[^:]*//' "$1/taints" | tr '\n' ' ' ;;
        *) unknown "$2" ;;
    esac
}

own_node() {
    local node="$cluster/nodes/$SIM_HOST"
    [ ! -d "$node" ] || { [[ $* == *--selector* ]] && [ ! -f "$node/control-plane" ]; } || printf 'node/%s\n' "$SIM_HOST"
}

each_control_plane() {
    local file
    for file in "$cluster"/nodes/*/control-plane; do
        file=${file%/control-plane}
        if [ -f "$file/not-ready" ]; then printf '%s False\n' "${file##*/}"; else printf '%s True\n' "${file##*/}"; fi
    done
}

schedulable() {
    local node
    for node in "$cluster"/nodes/*; do
        [ ! -f "$node/unschedulable" ] || continue
        printf '%s' "${node##*/}"
        [ ! -s "$node/taints" ] || sed 's/^/ /; s/[=:].*//' "$node/taints" | tr -d '\n'
        printf '\n'
    done
}

get_secret() {
    [ -d "$cluster/secrets/$1" ] || return 0
    case "$2" in
        name) printf 'secret/%s\n' "$1" ;;
        *) base64 -w 0 <"$cluster/secrets/$1/token-secret" ;;
    esac
}

apply_secret() {
    local text secret
    text=$(cat)
    secret=$(sed -n 's/^ *"name": "\(.*\)",*/\1/p' <<<"$text")
    mkdir -p "$cluster/secrets/$secret"
    sed -n 's/^ *"token-secret": "\(.*\)",*/\1/p' <<<"$text" | tr -d '\n' >"$cluster/secrets/$secret/token-secret"
    sed -n 's/^ *"infra.internal\/admits": "\(.*\)",*/\1/p' <<<"$text" >"$cluster/secrets/$secret/admits"
}

# What one manager says replaces what it said before.
apply_register() {
    local manager="${2:-$1}" text key value file
    text=$(cat)
    manager=${manager##* }
    mkdir -p "$cluster/register" "$cluster/managers"
    if [ -f "$cluster/managers/$manager" ]; then
        while read -r key; do rm -f "$cluster/register/$key"; done <"$cluster/managers/$manager"
    fi
    : >"$cluster/managers/$manager"
    while IFS=$'\t' read -r key value; do
        printf '%s' "$value" >"$cluster/register/$key"
        printf '%s\n' "$key" >>"$cluster/managers/$manager"
    done < <(sed -n 's/^ *"\([^"]*_[a-z]*\)": "\(.*\)",*$/\1\t\2/p' <<<"$text")
}

# change KIND NODE CHANGE...: 'key-' takes away, everything else sets. A taint is known by its key and its effect, a label by its key.
change() {
    local file="$2/$1" entry line
    local -A entries=()
    if [ -f "$file" ]; then
        while read -r line; do entries[$(known "$1" "$line")]=$line; done <"$file"
    fi
    for entry in "${@:3}"; do
        if [[ $entry == *- ]]; then
            unset "entries[${entry%-}]"
        else
            entries[$(known "$1" "$entry")]=$entry
        fi
    done
    : >"$file"
    [ "${#entries[@]}" -eq 0 ] || printf '%s\n' "${entries[@]}" | sort >"$file"
}

known() {
    if [ "$1" = labels ]; then
        printf '%s' "${2%%=*}"
    else
        printf '%s:%s' "${2%%[=:]*}" "${2##*:}"
    fi
}
