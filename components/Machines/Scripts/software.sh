# shellcheck shell=bash
# containerd and Kubernetes at their pinned versions, from repositories of packages or from a bundle.

readonly bundle_folder="$state_folder/bundle-$bundle_sha256"

install_software() {
    install_packages containerd.io kubelet kubeadm kubectl
}

# The version that a package of ours has to have.
wanted_version() {
    case "$1" in
        containerd.io) printf '%s\n' "$containerd_version" ;;
        *) printf '%s\n' "$version" ;;
    esac
}

is_installed() {
    local status
    status=$(dpkg-query --show --showformat='${db:Status-Status} ${Version}' "$1") || return 1
    [[ $status == "installed $(wanted_version "$1")-"* ]]
}

# Installs those of the packages that are not there at their versions, and holds all of them there.
install_packages() {
    local name missing=()
    for name in "$@"; do
        is_installed "$name" || missing+=("$name")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        note "to install: ${missing[*]}"
        case " ${missing[*]} " in *' kubelet '*) mark restart-kubelet ;; esac
        if [ -n "$bundle_source" ]; then
            install_from_bundle "${missing[@]}"
        else
            install_from_repositories "${missing[@]}"
        fi
    fi
    apt-mark hold "$@"
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get --assume-yes --option DPkg::Lock::Timeout=300 --option Dpkg::Options::=--force-confold "$@"
}

install_from_repositories() {
    local name wanted=()
    if ! command -v curl || ! command -v openssl; then
        apt update
        apt install --no-install-recommends ca-certificates curl openssl
    fi
    add_repositories
    apt update
    for name in "$@"; do
        wanted+=("$name=$(wanted_version "$name")-*")
    done
    apt install --no-install-recommends --allow-change-held-packages --allow-downgrades conntrack ethtool iptables socat "${wanted[@]}"
}

add_repositories() {
    local minor="${version%.*}" distribution release
    distribution=$(os_value ID)
    release=$(os_value VERSION_CODENAME)
    add_repository kubernetes "$kubernetes_packages/v$minor/deb/Release.key" "$kubernetes_packages/v$minor/deb/ /"
    add_repository containerd "$containerd_packages/$distribution/gpg" "$containerd_packages/$distribution $release stable"
}

# add_repository NAME KEY SOURCE
add_repository() {
    local key
    [[ $2$3 != *[[:cntrl:]]* && $2 != *' '* ]] || die 'the address of a package repository is not one'
    key=$(curl --fail --silent --show-error --location --retry 3 --max-time 60 -- "$2")
    put_file "$root/etc/apt/keyrings/infra-$1.asc" 644 "$key"$'\n'
    put_file "$root/etc/apt/sources.list.d/infra-$1.list" 644 "deb [signed-by=/etc/apt/keyrings/infra-$1.asc] $3"$'\n'
}

os_value() {
    sed -n "s/^$1=\"\\{0,1\\}\\([^\"]*\\)\"\\{0,1\\}\$/\\1/p" "$root/etc/os-release"
}

install_from_bundle() {
    local folder name found=() packages=()
    open_bundle
    folder="$bundle_folder/packages/$(os_value ID)-$(os_value VERSION_ID)"
    [ -d "$folder" ] || die "the bundle has no packages for this machine: there is no folder ${folder#"$bundle_folder"/}"
    if [ ! -f "$kubernetes/kubelet.conf" ]; then
        packages=("$folder"/*.deb)
    else
        for name in "$@"; do
            found=("$folder/$name"_*.deb)
            packages+=("${found[@]}")
        done
        # What Kubernetes' own packages need and bring beside them.
        for name in cri-tools kubernetes-cni; do
            found=("$folder/$name"_*.deb)
            [ ! -f "${found[0]}" ] || packages+=("${found[@]}")
        done
    fi
    apt install --no-install-recommends --allow-change-held-packages --allow-downgrades "${packages[@]}"
}

# The bundle is believed only when it is the one that was declared, and each of its files only when its own list says so. Where it was put others may write, so it is looked at
# and unpacked where nobody else gets to.
open_bundle() {
    local archive="$bundle_folder.tar"
    [ ! -f "$bundle_folder/complete" ] || return 0
    private_folder "$state_folder"
    if [[ $bundle_source == https://* ]]; then
        curl --fail --silent --show-error --location --retry 3 --continue-at - --output "$archive" -- "$bundle_source"
    else
        [ -f "$root$bundle_source" ] || die "the bundle is not on this machine: there is no file $bundle_source"
        cp --force -- "$root$bundle_source" "$archive"
    fi
    if ! printf '%s  %s\n' "$bundle_sha256" "$archive" | sha256sum --check --status; then
        rm -f "$archive"
        die "the bundle $bundle_source is not the one that was declared: its SHA-256 is another"
    fi
    rm -rf "$bundle_folder"
    mkdir -m 0700 "$bundle_folder"
    tar --extract --file "$archive" --directory "$bundle_folder" --no-same-owner
    (cd "$bundle_folder" && sha256sum --check --quiet --strict SHA256SUMS) || die 'a file of the bundle is not the one that its list SHA256SUMS names'
    [ "$(cat "$bundle_folder/VERSION")" = "$version" ] || die "the bundle holds Kubernetes $(cat "$bundle_folder/VERSION"), and the cluster's version is $version"
    : >"$bundle_folder/complete"
    rm -f "$archive"
}

# Images of the bundle, for containerd is not there before the packages are.
load_images() {
    local image
    if [ -z "$bundle_source" ] || [ -f "$bundle_folder/loaded" ]; then
        return 0
    fi
    open_bundle
    for image in "$bundle_folder"/images/*.tar; do
        ctr --namespace k8s.io images import "$image"
    done
    : >"$bundle_folder/loaded"
    # What has been unpacked and loaded is in containerd now; bundles of versions before are of no use any more.
    find "$state_folder" -maxdepth 1 -name 'bundle-*' ! -path "$bundle_folder" -exec rm -rf {} +
}
