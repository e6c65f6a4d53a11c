# shellcheck shell=bash
# kubeadm: what it would leave on the machine and in the cluster.

call_kubeadm() {
    [ -f "$host/packages/kubeadm" ] || { printf 'kubeadm: command not found\n' >&2; exit 127; }
    installed=$(sed 's/-.*//' "$host/packages/kubeadm")
    case "$*" in
        'config images list --kubernetes-version '*) printf '%s\n' "registry.k8s.io/kube-apiserver:$5" registry.k8s.io/pause:3.10.1 ;;
        'version --output short') printf 'v%s\n' "$installed" ;;
        'init phase upload-certs --upload-certs --skip-certificate-key-print --config '*)
            mkdir -p "$cluster/secrets/kubeadm-certs"
            field certificateKey "$7" >"$cluster/secrets/kubeadm-certs/key"
            printf 'a token with an end\n' >"$cluster/secrets/kubeadm-certs/owner"
            ;;
        'init --config '*) init "$3" "$*" ;;
        'join --config '*) join "$3" ;;
        'reset --force --cri-socket '*) reset ;;
        'upgrade apply v'*' --yes') upgrade "${3#v}" && printf '%s\n' "${3#v}" >"$cluster/version" ;;
        'upgrade node') upgrade "$(<"$cluster/version")" ;;
        'certs renew all') printf 'renewed\n' >"$root/etc/kubernetes/pki/renewals" ;;
        *) unknown "$@" ;;
    esac
}

field() {
    sed -n "s/^ *\"$1\": \"\\(.*\\)\",\\{0,1\\}\$/\\1/p" "$2" | head -n 1
}

init() {
    if [[ $2 != *--ignore-preflight-errors* ]]; then
        [ ! -e "$root/etc/kubernetes/admin.conf" ] || refuse 'FileAvailable--etc-kubernetes-manifests'
        [ ! -e "$cluster/api" ] || refuse 'there is a cluster already'
    fi
    grep -q super-admin.conf "$root/etc/kubernetes/manifests/kube-vip.yaml" || refuse 'nobody has the address of the API'
    [ -f "$root/etc/kubernetes/infra/encryption.json" ] || refuse 'no configuration of encryption'
    field kubernetesVersion "$1" | sed 's/^v//' >"$cluster/version"
    credentials "$(field controlPlaneEndpoint "$1")"
    : >"$cluster/api"
    control_plane
    node
}

join() {
    local token id
    token=$(field token "$1")
    id=${token%%.*}
    [ ! -e "$root/etc/kubernetes/kubelet.conf" ] || refuse 'FileAvailable--etc-kubernetes-kubelet.conf'
    [ -e "$cluster/api" ] || refuse 'the API does not answer'
    [ "$(cat "$cluster/secrets/bootstrap-token-$id/token-secret")" = "${token#*.}" ] || refuse 'the token is not known'
    grep -q "sha256:$(openssl x509 -pubkey -noout -in "$SIM_WORLD/ca.crt" | openssl pkey -pubin -outform der | sha256sum | cut -d ' ' -f 1)" "$1" || refuse 'another authority'
    [ "$(cut -d . -f 1,2 <<<"$installed")" = "$(cut -d . -f 1,2 "$cluster/version")" ] || refuse "kubeadm $installed does not join a cluster of $(<"$cluster/version")"
    if grep -q '"controlPlane"' "$1"; then
        [ "$(field certificateKey "$1")" = "$(cat "$cluster/secrets/kubeadm-certs/key")" ] || refuse 'the key of the certificates is another one'
        [ -f "$root/etc/kubernetes/infra/encryption.json" ] || refuse 'no configuration of encryption'
        credentials "$(field apiServerEndpoint "$1")"
        node
        # In between, so that a join may end with half of it done.
        [ "$unlucky" != after ] || exit 7
        control_plane
    else
        credentials "$(field apiServerEndpoint "$1")"
        rm "$root/etc/kubernetes/admin.conf"
        node
    fi
}

# credentials ENDPOINT
credentials() {
    mkdir -p "$root/etc/kubernetes/pki/etcd" "$root/etc/kubernetes/manifests"
    printf 'clusters:\n- cluster:\n    server: https://%s\n' "$1" | tee "$root/etc/kubernetes/admin.conf" "$root/etc/kubernetes/super-admin.conf" >"$root/etc/kubernetes/kubelet.conf"
    cp "$SIM_WORLD/ca.crt" "$root/etc/kubernetes/pki/ca.crt"
}

manifests() {
    local component
    for component in etcd kube-apiserver kube-controller-manager kube-scheduler; do
        printf 'image: registry.k8s.io/%s:v%s\n' "$component" "$1" >"$root/etc/kubernetes/manifests/$component.yaml"
    done
}

control_plane() {
    manifests "$installed"
    mkdir -p "$cluster/etcd" "$root/var/lib/etcd/member"
    { sha256sum <<<"$SIM_HOST" | cut -c 1-16; cat "$host/address"; } >"$cluster/etcd/$SIM_HOST"
    : >"$cluster/nodes/$SIM_HOST/control-plane" 2>/dev/null || { mkdir -p "$cluster/nodes/$SIM_HOST" && : >"$cluster/nodes/$SIM_HOST/control-plane"; }
    printf 'node-role.kubernetes.io/control-plane:NoSchedule\n' >"$cluster/nodes/$SIM_HOST/taints"
}

node() {
    mkdir -p "$cluster/nodes/$SIM_HOST" "$cluster/requests" "$host/units"
    sed 's/-.*//; s/^/v/' "$host/packages/kubelet" >"$cluster/nodes/$SIM_HOST/version"
    cp "$SIM_WORLD/requests/$SIM_HOST" "$cluster/requests/csr-$SIM_HOST"
    : >"$host/units/kubelet.active"
}

upgrade() {
    [ "$installed" = "$1" ] || refuse "kubeadm $installed does not upgrade to $1"
    [ ! -f "$root/etc/kubernetes/manifests/etcd.yaml" ] || manifests "$1"
    printf '%s upgraded to %s\n' "$SIM_HOST" "$1" >>"$SIM_WORLD/history"
}

reset() {
    rm -rf "$root/etc/kubernetes"/{manifests,pki,admin.conf,super-admin.conf,kubelet.conf} "$root/var/lib/etcd" "$host"/restarts-* "$host/units/kubelet.active"
    rm -f "$cluster/etcd/$SIM_HOST"
    mkdir -p "$root/etc/kubernetes/manifests"
}
