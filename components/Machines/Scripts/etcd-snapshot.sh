# shellcheck shell=bash
# Saves the content of etcd, and beside it the keys without which it cannot be read: infra-etcd-snapshot [NAME]
# One with a name is made once and kept; of those without one, the newest are kept.

main() {
    local name="${1:-}" container tool
    umask 077
    mkdir -p "$folder"
    exec 9>"$folder/.lock"
    flock --wait 600 9
    if [ -z "$name" ]; then
        name=$(date -u +%Y%m%dT%H%M%SZ)
    elif [ -f "$folder/$name.db" ]; then
        return 0
    fi
    container=$(crictl --runtime-endpoint unix:///run/containerd/containerd.sock ps --quiet --state running --name '^etcd$')
    in_etcd etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$pki/ca.crt" --cert="$pki/server.crt" --key="$pki/server.key" snapshot save /var/lib/etcd/infra-snapshot.db
    # Images of etcd 3.5 may lack etcdutl; their etcdctl still does its work.
    tool=etcdutl
    in_etcd etcdutl version || tool=etcdctl
    in_etcd "$tool" snapshot status /var/lib/etcd/infra-snapshot.db
    tar --create --file "$folder/$name.keys.tar" --directory "$root/etc/kubernetes" pki infra
    # Last, so that a file of this name is a whole one.
    mv -f "$root/var/lib/etcd/infra-snapshot.db" "$folder/$name.db"
    prune
}

readonly folder="$root/var/lib/infra/etcd-snapshots" pki=/etc/kubernetes/pki/etcd

in_etcd() {
    crictl --runtime-endpoint unix:///run/containerd/containerd.sock exec "$container" "$@"
}

prune() {
    local old
    find "$folder" -maxdepth 1 -name '[0-9]*T[0-9]*Z.db' | sort --reverse | tail -n "+$((keep + 1))" | while read -r old; do
        rm -f "$old" "${old%.db}.keys.tar"
    done
}
