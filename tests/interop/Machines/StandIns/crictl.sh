# shellcheck shell=bash
# The containers of a control plane, and what answers in that of etcd.

call_crictl() {
    [ "$1" = --runtime-endpoint ] || unknown "$@"
    shift 2
    case "$*" in
        'ps --quiet --state running --name '*) list_containers "$6" ;;
        'stop --timeout 30 '*) restart "$4" ;;
        "exec "*) in_etcd "${@:3}" ;;
        *) unknown "$@" ;;
    esac
}

# The kubelet runs what its folder of manifests says.
list_containers() {
    local file component
    for file in "$root"/etc/kubernetes/manifests/*.yaml; do
        component=${file##*/}
        component=${component%.yaml}
        # A member that was removed stops.
        [ "$component" != etcd ] || [ -f "$cluster/etcd/$SIM_HOST" ] || continue
        if [[ $component =~ $1 ]]; then
            printf '%s-%s\n' "$component" "$(cat "$host/restarts-$component" 2>/dev/null || printf 0)"
        fi
    done
}

restart() {
    local component="${1%-*}"
    printf '%s\n' "$((${1##*-} + 1))" >"$host/restarts-$component"
}

in_etcd() {
    local member
    case "$*" in
        *' member list')
            for member in "$cluster"/etcd/*; do
                printf '%s, started, %s, https://%s:2380, https://%s:2379, false\n' "$(sed -n 1p "$member")" "${member##*/}" "$(sed -n 2p "$member")" "$(sed -n 2p "$member")"
            done
            ;;
        *' endpoint health --cluster')
            for member in "$cluster"/etcd/*; do
                if [ -f "$cluster/dead/${member##*/}" ]; then
                    printf 'https://%s:2379 is unhealthy: failed to commit proposal\n' "$(sed -n 2p "$member")" >&2
                else
                    printf 'https://%s:2379 is healthy: successfully committed proposal: took = 9ms\n' "$(sed -n 2p "$member")"
                fi
            done
            [ ! -d "$cluster/dead" ]
            ;;
        *' member remove '*) rm "$(grep -l -x -e "${*: -1}" "$cluster"/etcd/*)" ;;
        *' snapshot save /var/lib/etcd/infra-snapshot.db')
            mkdir -p "$root/var/lib/etcd"
            cat "$cluster/version" >"$root/var/lib/etcd/infra-snapshot.db"
            ;;
        'etcdutl '* | 'etcdctl snapshot status '*)
            [[ $1 == etcdutl ]] || [ -f "$host/no-etcdutl" ] || unknown "$@"
            [[ $1 != etcdutl ]] || [ ! -f "$host/no-etcdutl" ] || refuse 'exec: "etcdutl": executable file not found in $PATH'
            [ "$2" = version ] || [ -f "$root$4" ]
            ;;
        *) unknown "$@" ;;
    esac
}
