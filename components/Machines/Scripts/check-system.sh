# shellcheck shell=bash
# The machine itself: system, size, clock, what is installed.

check_system() {
    check_distribution
    check_kernel
    check_size
    check_ports
    [ "$(wc -l <"$root/proc/swaps")" -le 1 ] || warn swap 'in use' 'none' 'nothing: it is turned off, also in /etc/fstab, when the machine joins'
}

os_field() {
    sed -n "s/^$1=\"\\{0,1\\}\\([^\"]*\\)\"\\{0,1\\}\$/\\1/p" "$root/etc/os-release"
}

check_distribution() {
    local system
    system="$(os_field ID) $(os_field VERSION_ID)"
    case "$system" in
        'debian 12' | 'debian 13' | 'ubuntu 22.04' | 'ubuntu 24.04' | 'ubuntu 26.04') ;;
        *) fail 'operating system' "$system" 'Debian 12 or 13, Ubuntu 22.04, 24.04 or 26.04' 'install one of these' ;;
    esac
    command -v apt-get || fail 'operating system' 'no apt-get' 'apt-get' 'install a system that has it'
}

check_kernel() {
    local release
    release=$(uname -r)
    if [ "$(printf '5.15\n%s\n' "${release%%-*}" | sort --version-sort | head -n 1)" != 5.15 ]; then
        fail kernel "$release" '5.15 or newer' 'upgrade the system'
    fi
    [ -f "$root/sys/fs/cgroup/cgroup.controllers" ] ||
        fail cgroups 'version 1' 'version 2' 'boot without systemd.unified_cgroup_hierarchy=0'
}

check_size() {
    local processors memory free least=1 mebibytes=900 advised=2000
    if "$is_control_plane"; then
        least=2
        mebibytes=1700
        advised=3800
    fi
    processors=$(nproc)
    [ "$processors" -ge "$least" ] || fail processors "$processors" "$least or more" 'give the machine more'
    memory=$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' "$root/proc/meminfo")
    if [ "$memory" -lt "$mebibytes" ]; then
        fail memory "$memory MiB" "$mebibytes MiB or more" 'give the machine more'
    elif [ "$memory" -lt "$advised" ]; then
        warn memory "$memory MiB" "$advised MiB for more than a trial" 'give the machine more'
    fi
    free=$(df --portability --block-size=1G "$root/var/lib" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt 10 ]; then
        fail 'disk, /var/lib' "$free GiB free" '10 GiB or more' 'make room, or give /var/lib a disk of its own'
    elif [ "$free" -lt 20 ]; then
        warn 'disk, /var/lib' "$free GiB free" '20 GiB, for images and logs' 'make room, or give /var/lib a disk of its own'
    fi
}

check_ports() {
    local port taken ports=(10250)
    ! "$is_control_plane" || ports=("$api_port" 2379 2380 10250 10257 10259)
    taken=$(ss --no-header --listening --tcp --numeric --processes)
    for port in "${ports[@]}"; do
        if grep -q -E "[]:.*0-9]:$port +" <<<"$taken"; then
            fail "port $port" "taken: $(grep -m 1 -E "[]:.*0-9]:$port +" <<<"$taken" | awk '{ print $NF }')" 'free' 'stop what listens there'
        fi
    done
}

# Of certificates and tokens a clock decides whether they are valid, and of etcd's members who leads.
check_clock() {
    local offset=''
    if command -v chronyc; then
        offset=$(chronyc -n tracking | awk '/^System time/ { print $4 }' || true)
    elif command -v timedatectl; then
        offset=$(timedatectl timesync-status | sed -n 's/^ *Offset: *//p' || true)
    fi
    if command -v timedatectl && [ "$(timedatectl show --property NTPSynchronized --value || true)" != yes ]; then
        fail clock 'not synchronised' 'synchronised by NTP' 'install chrony and give it servers that this machine reaches'
    elif [ -z "$offset" ]; then
        warn clock 'synchronised, but nobody tells how well' 'within 1 s' 'install chrony'
    elif ! within_a_second "$offset"; then
        fail clock "off by $offset" 'within 1 s' "see 'chronyc tracking', or 'timedatectl timesync-status'"
    fi
}

# Seconds as chrony writes them (0.000020) or with units as systemd does (+1.2ms, 1min 3s).
within_a_second() {
    [[ $1 =~ ^[-+]?[0-9.]+(us|ms|µs)$ || $1 =~ ^[-+]?0(\.[0-9]+)?s?$ ]]
}

check_installation() {
    local program
    if belongs_elsewhere; then
        fail 'installation' "a node of the cluster at $(joined_endpoint)" 'no node' 'take it off that cluster: there, drain and delete the node; here, kubeadm reset'
        return 0
    fi
    # What a run of ours has left in the middle of joining is taken up again.
    if ! is_marked founding && [ ! -f "$state_folder/kubeadm-join.json" ]; then
        [ ! -e "$root/var/lib/etcd/member" ] || fail installation 'data of etcd in /var/lib/etcd' 'none' 'save what is needed of it, then kubeadm reset'
        [ ! -f "$kubernetes/kubelet.conf" ] || warn installation 'a node of this cluster whose joining did not end' 'no node, or a whole one' 'nothing: joining goes on'
    fi
    for program in k3s rke2 microk8s k0s; do
        if command -v "$program"; then
            fail installation "$program" 'no other Kubernetes' "uninstall $program"
        fi
    done
    if command -v dockerd; then
        warn installation docker 'containerd alone' 'uninstall docker: both want the same packages of containerd'
    fi
}

check_certificates() {
    local file
    for file in "$kubernetes"/pki/*.crt "$kubernetes"/pki/etcd/*.crt "$root/var/lib/kubelet/pki/kubelet-client-current.pem"; do
        [ -f "$file" ] || continue
        if ! openssl x509 -noout -checkend 0 -in "$file"; then
            fail "certificate ${file#"$root"}" 'expired' 'a valid one' "raise the cluster's certificate generation; when the API does not answer any more: kubeadm certs renew all"
        elif ! openssl x509 -noout -checkend 2592000 -in "$file"; then
            warn "certificate ${file#"$root"}" 'valid for less than 30 days' 'longer' "raise the cluster's certificate generation"
        fi
    done
}
