# shellcheck shell=bash
# The credentials of the cluster's administrator, which kubeadm has written with the address of the API. Nothing else goes to standard output.

up() {
    # An upgrade renews them, and so does a new generation.
    note "certificates of generation $certificate_generation, of v$version or newer"
    cat "$root/etc/kubernetes/admin.conf" >&3
}

down() {
    note 'nothing to undo'
}
