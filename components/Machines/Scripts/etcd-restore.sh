# shellcheck shell=bash
# Makes etcd of this control plane anew from what was saved: infra-etcd-restore FILE.db
# The cluster then has this one member. Every other control plane has to be reset before and joins again afterwards.

main() {
    local file="${1:-}" manifest image address="$machine_address" restore
    [[ $address != *:* ]] || address="[$address]"
    if [ ! -f "$file" ]; then
        printf 'usage: infra-etcd-restore FILE.db\nWhat was saved is in %s.\n' "$root/var/lib/infra/etcd-snapshots" >&2
        exit 64
    fi
    umask 077
    mkdir -p "$aside"
    if [ -d "$aside/before" ] && [ -f "$manifests/etcd.yaml" ]; then
        stop "what a restore before this one replaced is still in $aside/before; delete it, or move it away"
    fi
    # Set aside already when a run before this one was interrupted.
    manifest="$manifests/etcd.yaml"
    [ -f "$manifest" ] || manifest="$aside/etcd.yaml"
    [ -f "$manifest" ] || stop 'this machine has no manifest of etcd'
    image=$(sed -n 's/^ *image: *//p' "$manifest")
    printf 'stopping the control plane of this machine\n'
    set_aside
    printf 'writing the data of etcd anew\n'
    if [ ! -d "$aside/before" ]; then
        mv "$root/var/lib/etcd" "$aside/before"
    fi
    rm -rf "$root/var/lib/etcd"
    mkdir -p "$root/var/lib/infra/restore"
    cp "$file" "$root/var/lib/infra/restore/snapshot.db"
    # What a run that was interrupted has left would have the name.
    ctr --namespace k8s.io tasks delete --force infra-etcd-restore || true
    ctr --namespace k8s.io containers delete infra-etcd-restore || true
    # Revisions jump ahead, so that nobody who watched the cluster of before mistakes its past for the present.
    restore=(etcdutl snapshot restore --bump-revision 1000000000 --mark-compacted)
    if ! in_image etcdutl version; then
        restore=(etcdctl snapshot restore)
        printf "this etcd cannot jump ahead of the revisions of before: start the kubelet of every machine again afterwards, with 'systemctl restart kubelet'\n"
    fi
    in_image "${restore[@]}" /var/lib/infra/restore/snapshot.db --data-dir /var/lib/etcd --name "$machine_name" \
        --initial-cluster "$machine_name=https://$address:2380" --initial-advertise-peer-urls "https://$address:2380"
    rm -rf "$root/var/lib/infra/restore"
    printf 'starting the control plane\n'
    put_back
    printf 'the data of before is in %s; delete it when the cluster is well\n' "$aside/before"
}

readonly manifests="$root/etc/kubernetes/manifests" aside="$root/var/lib/infra/restored-etcd"

in_image() {
    ctr --namespace k8s.io run --rm --mount "type=bind,src=$root/var/lib,dst=/var/lib,options=rbind:rw" "$image" infra-etcd-restore "$@"
}

stop() {
    printf '%s\n' "$1" >&2
    exit 1
}

set_aside() {
    local component left=150
    for component in kube-apiserver kube-controller-manager kube-scheduler etcd; do
        [ ! -f "$manifests/$component.yaml" ] || mv "$manifests/$component.yaml" "$aside/"
    done
    while [ -n "$(crictl --runtime-endpoint unix:///run/containerd/containerd.sock ps --quiet --state running --name '^(etcd|kube-apiserver)$')" ]; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || stop 'etcd and the API server do not stop'
        sleep 2
    done
}

put_back() {
    local component
    for component in etcd kube-apiserver kube-controller-manager kube-scheduler; do
        [ ! -f "$aside/$component.yaml" ] || mv "$aside/$component.yaml" "$manifests/"
    done
}
