# shellcheck shell=bash
# The programs of one machine.

call_sudo() {
    [ "$1" = -n ] || unknown "$@"
    shift
    exec "$@"
}

call_apt_get() {
    local argument package
    while [[ ${1:-} == -* ]]; do
        [[ $1 != --option ]] || shift
        shift
    done
    case "$1" in
        update) ;;
        install)
            for argument in "${@:2}"; do
                case "$argument" in
                    --*) ;;
                    *.deb)
                        package=${argument##*/}
                        install_package "${package%%_*}" "$(cut -d _ -f 2 <<<"$package")"
                        ;;
                    *=*-\*) install_package "${argument%%=*}" "${argument#*=}" ;;
                    *) install_package "$argument" 1-1 ;;
                esac
            done
            ;;
        *) unknown "$@" ;;
    esac
}

install_package() {
    [ -d "$host/packages" ] || mkdir -p "$host/packages"
    printf '%s\n' "${2/%-\*/-1.1}" >"$host/packages/$1"
}

call_apt_mark() {
    local package
    mkdir -p "$host/held"
    for package in "${@:2}"; do
        case "$1" in
            hold) : >"$host/held/$package" ;;
            unhold) rm -f "$host/held/$package" ;;
            *) unknown "$@" ;;
        esac
    done
}

call_dpkg_query() {
    local package="${*: -1}"
    [ -f "$host/packages/$package" ] || refuse "no packages found matching $package"
    printf 'installed %s' "$(<"$host/packages/$package")"
}

call_systemctl() {
    local verb='' now=false unit units=()
    for unit in "$@"; do
        case "$unit" in
            --quiet) ;;
            --now) now=true ;;
            -*) unknown "$@" ;;
            *) if [ -z "$verb" ]; then verb=$unit; else units+=("$unit"); fi ;;
        esac
    done
    [ -d "$host/units" ] || mkdir -p "$host/units"
    for unit in "${units[@]}"; do
        case "$verb" in
            enable) : >"$host/units/$unit.enabled" ;;
            disable) rm -f "$host/units/$unit.enabled" ;;&
            start | restart) : >"$host/units/$unit.active" ;;
            stop) rm -f "$host/units/$unit.active" ;;
            disable) ! "$now" || rm -f "$host/units/$unit.active" ;;
            *) unknown "$@" ;;
        esac
        # A kubelet that starts says which version it is.
        if [ "$verb $unit" = 'restart kubelet' ] && [ -d "$cluster/nodes/$SIM_HOST" ]; then
            printf 'v%s\n' "$(sed 's/-.*//' "$host/packages/kubelet")" >"$cluster/nodes/$SIM_HOST/version"
        fi
    done
}

call_ip() {
    case "$*" in
        "-oneline address show to $(<"$host/address")") printf '2: eth0    inet %s/24 scope global eth0\n' "$(<"$host/address")" ;;
        '-oneline address show to '*) [ ! -f "$host/keeps-address" ] || printf '2: eth0    inet %s/32 scope global eth0\n' "$6" ;;
        'address delete '*) rm -f "$host/keeps-address" ;;
        '-oneline link show dev eth0') printf '2: eth0: <UP>\n' ;;
        '-oneline link show dev '*)
            [ -e "$host/links/$5" ] || refuse "Device \"$5\" does not exist."
            printf '9: %s\n' "$5"
            ;;
        'link delete '*) rm "$host/links/$3" ;;
        *) unknown "$@" ;;
    esac
}

call_curl() {
    local argument previous=''
    for argument in "$@"; do
        if [ "$previous" = --output ] && [ "$argument" != /dev/null ]; then
            cp "$SIM_WORLD/bundle.tar" "$argument"
            return 0
        fi
        previous=$argument
    done
    case " $* " in
        */kube-public/configmaps/cluster-info' ')
            [ -e "$cluster/api" ] || return 7
            for argument in "$cluster"/secrets/bootstrap-token-*; do printf '"jws-kubeconfig-%s": "…"\n' "${argument##*-}"; done
            ;;
        *' --write-out '*)
            if grep -q -x -F -e "$previous" "$host/unreachable"; then
                printf '000'
                return 7
            fi
            printf '200'
            ;;
        *) printf 'the key of %s\n' "$previous" ;;
    esac
}

call_nft() {
    case "$*" in
        'list tables') printf 'table %s\n' 'ip kube-proxy' 'inet firewall' | grep -v -x -F -f "$host/deleted-tables" || true ;;
        'delete table '*) printf 'table %s %s\n' "$3" "$4" >>"$host/deleted-tables" ;;
        *) unknown "$@" ;;
    esac
}

call_iptables_save() { cat "$host/rules"; }
call_iptables_restore() { cat >"$host/rules.new" && mv "$host/rules.new" "$host/rules"; }
call_ip6tables_save() { :; }
call_ip6tables_restore() { cat >/dev/null; }
call_ipvsadm() { :; }
call_modprobe() { :; }
call_sysctl() { :; }
call_swapoff() { :; }
call_sleep() { :; }
call_ctr() {
    case "$*" in
        '--namespace k8s.io images import '*) printf '%s\n' "${*: -1}" | sed 's|.*/||' >>"$host/images" ;;
        '--namespace k8s.io tasks delete --force '*) [ -f "$host/containers/$6.running" ] && rm "$host/containers/$6.running" ;;
        '--namespace k8s.io containers delete '*) [ -f "$host/containers/$5" ] && [ ! -f "$host/containers/$5.running" ] && rm "$host/containers/$5" ;;
        '--namespace k8s.io run '*) restore_etcd "$@" ;;
        *) unknown "$@" ;;
    esac
}

restore_etcd() {
    [ ! -f "$host/containers/infra-etcd-restore" ] || refuse 'container "infra-etcd-restore": already exists'
    case "$*" in
        *' infra-etcd-restore etcdutl '*) [ ! -f "$host/no-etcdutl" ] || refuse 'exec: "etcdutl": executable file not found in $PATH' ;;
    esac
    case "$*" in
        *' infra-etcd-restore etcdutl version') return 0 ;;
        *' infra-etcd-restore etcdctl snapshot restore /'*) [ -f "$host/no-etcdutl" ] || unknown "$@" ;;
        *' infra-etcd-restore etcdutl snapshot restore --bump-revision '*) ;;
        *) unknown "$@" ;;
    esac
    mkdir -p "$root/var/lib/etcd/member"
    cp "$root/var/lib/infra/restore/snapshot.db" "$root/var/lib/etcd/member/db"
}

call_ss() { cat "$host/sockets"; }
call_ping() { [ -f "$host/answers-ping" ]; }
call_nproc() { cat "$host/processors"; }
call_uname() { cat "$host/kernel"; }
call_df() { printf 'Filesystem 1G-blocks Used Available Capacity Mounted on\n/dev/vda 100 10 %s 10%% /\n' "$(<"$host/free")"; }
call_chronyc() { printf 'System time     : %s seconds slow of NTP time\n' "$(<"$host/offset")"; }
call_timedatectl() { cat "$host/synchronised"; }
call_getent() { grep -F -w -e "$2" "$host/names" || return 2; }
