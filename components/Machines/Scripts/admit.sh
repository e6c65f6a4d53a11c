# shellcheck shell=bash
# A machine is let into the cluster.

up() {
    local ready='' secret hash key='' encryption=''
    wait_for_api
    if node_exists; then
        ready=$(node_value "$readiness")
    fi
    if [ "$ready" = True ]; then
        printf 'version 1\n' >&3
        return 0
    fi
    take_turn admission
    secret=$(admission_secret)
    keep_secret "$secret"
    hash=$(authority_hash)
    if "$is_control_plane"; then
        upload_keys
        key=$(cat "$state_folder/certificate-key")
        encryption=$(base64 -w 0 "$kubernetes/infra/encryption.json")
    fi
    # Nothing is said before all is known.
    {
        printf 'version 1\n'
        printf 'token %s.%s\n' "$token_id" "$secret"
        printf 'ca-hash sha256:%s\n' "$hash"
        if "$is_control_plane"; then
            printf 'certificate-key %s\n' "$key"
            printf 'encryption %s\n' "$encryption"
        fi
    } >&3
}

down() {
    # Whoever was asked may be the machine itself, which is none of the cluster's any more; its admission ended when it joined.
    if [ ! -f "$kubernetes/admin.conf" ]; then
        note 'this machine is no control plane any more'
        return 0
    fi
    wait_for_api
    delete_admission
}

# The token's other half, made anew when there is none.
admission_secret() {
    local found secret
    found=$(kube --namespace kube-system get secret "bootstrap-token-$token_id" --ignore-not-found --output name)
    if [ -n "$found" ]; then
        secret=$(kube --namespace kube-system get secret "bootstrap-token-$token_id" --output 'jsonpath={.data.token-secret}' | base64 -d)
    else
        secret=$(head -c 8 /dev/urandom | od -An -tx1 | tr -d ' \n')
        printf '%s' "${token_document//@token-secret@/"$secret"}" | kube apply --filename - 1>&2
    fi
    printf '%s\n' "$secret"
}

authority_hash() {
    openssl x509 -pubkey -noout -in "$kubernetes/pki/ca.crt" | openssl pkey -pubin -outform der | sha256sum | cut -d ' ' -f 1
}

# All control planes that are to come share one key. kubeadm would delete the keys after two hours, with the token that owns them: without an owner they stay until
# the last control plane has joined.
upload_keys() {
    local key found kubeadm_version text
    if [ ! -f "$state_folder/certificate-key" ]; then
        # What another control plane may have uploaded opens with its key alone.
        mark upload-keys
        key=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
        private_folder "$state_folder"
        put_file "$state_folder/certificate-key" 600 "$key"
    fi
    key=$(cat "$state_folder/certificate-key")
    keep_secret "$key"
    found=$(kube --namespace kube-system get secret kubeadm-certs --ignore-not-found --output name)
    [ -n "$found" ] || mark upload-keys
    is_marked upload-keys || return 0
    # kubeadm would ask the internet for a version that it does not use here.
    kubeadm_version=$(kubeadm version --output short)
    text=${upload_document//@certificate-key@/"$key"}
    put_file "$state_folder/kubeadm-upload.json" 600 "${text//@version@/"$kubeadm_version"}"
    kubeadm init phase upload-certs --upload-certs --skip-certificate-key-print --config "$state_folder/kubeadm-upload.json"
    rm -f "$state_folder/kubeadm-upload.json"
    kube --namespace kube-system patch secret kubeadm-certs --type merge --patch '{"metadata":{"ownerReferences":null}}'
    unmark upload-keys
}
