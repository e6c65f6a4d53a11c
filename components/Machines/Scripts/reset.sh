# shellcheck shell=bash
# A machine is no node any more. containerd and the packages stay; so do the files that hold what was in etcd, and the logs.

leave_machine() {
    local held
    if belongs_elsewhere; then
        say "host $shown_name is part of another cluster now, that of $(joined_endpoint), and stays as it is"
        return 0
    fi
    if is_other_node; then
        say "host $shown_name has joined as another node, $(cat "$state_folder/node"), and stays as it is"
        return 0
    fi
    if [ ! -e "$state_folder/node" ] && [ ! -e "$state_folder/founding" ] && [ ! -e "$state_folder/leaving" ] && [ ! -e "$kubernetes/kubelet.conf" ]; then
        note 'this machine is no node'
        return 0
    fi
    mark leaving
    ! "$is_control_plane" || remove_services
    if command -v kubeadm; then
        kubeadm reset --force --cri-socket "$containerd_socket"
    fi
    # kubeadm leaves the kubelet enabled, which would start again at the next boot and find nothing.
    systemctl disable --quiet --now kubelet
    held=$(ip -oneline address show to "$api_address" | awk 'NR == 1 { print $2 }')
    if "$is_control_plane" && [ -n "$held" ]; then
        ip address delete "$api_address" dev "$held"
    fi
    clean_network
    rm -rf "$kubernetes/infra" "$kubernetes/manifests/kube-vip.yaml"
    rm -f "$state_folder"/kubeadm-*.json "$state_folder/certificate-generation" "$state_folder/certificate-key" "$kubernetes/kubelet.conf"
    apt-mark unhold containerd.io kubelet kubeadm kubectl
    unmark node
    unmark founding
    unmark leaving
}

# What networks of pods leave behind: kubeadm says that it does not clean it.
clean_network() {
    local link program
    rm -rf "$root/etc/cni/net.d/"* "$root/var/lib/cni"
    for link in cni0 flannel.1 vxlan.calico vxlan-v6.calico wireguard.cali cilium_host cilium_vxlan cilium_geneve kube-ipvs0 nodelocaldns; do
        if ip -oneline link show dev "$link"; then
            ip link delete "$link"
        fi
    done
    for program in iptables ip6tables; do
        clean_rules "$program"
    done
    if command -v ipvsadm; then
        ipvsadm --clear
    fi
    if command -v nft; then
        clean_tables
    fi
}

# Rules of others stay: only chains of kube-proxy and of networks of pods go, and what leads to them.
clean_rules() {
    local rules
    command -v "$1-save" || return 0
    rules=$("$1-save")
    if grep -q -E "$ours" <<<"$rules"; then
        grep -v -E "$ours" <<<"$rules" | "$1-restore"
    fi
}

readonly ours='KUBE-|CNI-|FLANNEL-|cali-|cali:|CILIUM_|OLD_CILIUM'

clean_tables() {
    local family table
    nft list tables | while read -r _ family table; do
        case "$table" in
            kube-proxy | calico | cilium*) nft delete table "$family" "$table" ;;
        esac
    done
}
