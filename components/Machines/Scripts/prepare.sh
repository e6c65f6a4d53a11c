# shellcheck shell=bash
# What a machine needs before kubelets and containers run on it.

prepare_machine() {
    prepare_kernel
    turn_off_swap
    install_software
    configure_containerd
    load_images
}

prepare_kernel() {
    local settings
    settings=$(printf '%s\n' 'net.ipv4.ip_forward = 1' 'net.bridge.bridge-nf-call-iptables = 1' 'net.bridge.bridge-nf-call-ip6tables = 1' \
        'fs.inotify.max_user_instances = 8192' 'fs.inotify.max_user_watches = 524288')
    # A host that forwards IPv6 takes no route from announcements any more, so only those that need it do.
    [[ $machine_address != *:* ]] || settings+=$'\nnet.ipv6.conf.all.forwarding = 1'
    put_file "$root/etc/modules-load.d/infra.conf" 644 $'overlay\nbr_netfilter\n'
    modprobe --all overlay br_netfilter
    put_file "$root/etc/sysctl.d/90-infra.conf" 644 "$settings"$'\n'
    sysctl --quiet --load="$root/etc/sysctl.d/90-infra.conf"
}

turn_off_swap() {
    local table="$root/etc/fstab" text
    swapoff --all
    [ -f "$table" ] || return 0
    text=$(sed -E 's/^([^#[:space:]][^[:space:]]*[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]])/# infra: \1/' "$table")
    put_file "$table" "$(stat -c %a "$table")" "$text"$'\n'
}

configure_containerd() {
    local pause text number mirror
    pause=$(kubeadm config images list --kubernetes-version "v$version" | grep /pause:)
    text="version = 3

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = '$pause'

[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = '/etc/containerd/certs.d'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = 'io.containerd.runc.v2'

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  SystemdCgroup = true
"
    holds "$root/etc/containerd/config.toml" 644 "$text" || mark restart-containerd
    put_file "$root/etc/containerd/config.toml" 644 "$text"
    # These are read for each image, so containerd need not be restarted for them.
    for number in "${!mirrored_registries[@]}"; do
        mirror=${mirrors[number]}
        [[ ${mirrored_registries[number]} =~ ^[A-Za-z0-9.:-]+$ && $mirror =~ ^[A-Za-z0-9./:_-]+$ ]] || die 'the name of a registry or of its mirror is not one'
        case "$mirror" in
            */*) mirror="${mirror%%/*}/v2/${mirror#*/}" ;;
            *) mirror+=/v2 ;;
        esac
        put_file "$root/etc/containerd/certs.d/${mirrored_registries[number]}/hosts.toml" 644 "server = \"https://$mirror\"

[host.\"https://$mirror\"]
  capabilities = [\"pull\", \"resolve\"]
  override_path = true
"
    done
    systemctl enable --quiet containerd
    if is_marked restart-containerd; then
        systemctl restart containerd
        unmark restart-containerd
    else
        systemctl start containerd
    fi
}
