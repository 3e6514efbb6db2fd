# Installs what is missing and says so; what is there is used as it is.
# Sourced by ./do. Everything that is not a system package goes below $kept,
# in folders that carry the version, so that an upgrade never mixes with what
# was there before.

kept=${XDG_CACHE_HOME:-$HOME/.cache}/alongside
tools=$kept/tools

node_version=20.20.2
tauri_driver_version=2.1.0
cargo_deny_version=0.20.2

# Building: the compiler, the webview's headers, OpenSSL's for SQLCipher.
# Testing: a virtual display, a session bus, a keyring that can be unlocked
# without a person, and the driver of the real window.
system_packages=(
  build-essential ca-certificates curl libssl-dev libwebkit2gtk-4.1-dev
  pkg-config xz-utils
  at-spi2-core dbus fonts-dejavu-core gnome-keyring libglib2.0-bin
  webkit2gtk-driver xauth xvfb
)

setup_all() {
  ensure_system_packages
  ensure_rust
  ensure_node
  ensure_cargo_tool tauri-driver "$tauri_driver_version"
  ensure_cargo_tool cargo-deny "$cargo_deny_version"
  prune_target
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "Administrator rights are needed for: $*" >&2
    return 1
  fi
}

ensure_system_packages() {
  local package missing=()
  if ! command -v dpkg-query >/dev/null; then
    echo "Not a Debian or Ubuntu system: please provide what these packages hold:"
    echo "  ${system_packages[*]}"
    return
  fi
  for package in "${system_packages[@]}"; do
    is_installed "$package" || missing+=("$package")
  done
  if [[ ${#missing[@]} -eq 0 ]]; then
    echo "System packages: all ${#system_packages[@]} are there."
    return
  fi
  echo "System packages: installing ${missing[*]}"
  remark "installed ${#missing[@]} system packages"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "${missing[@]}"
}

is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# The version rust-toolchain.toml asks for. A system without rustup may bring a
# compiler of its own if it is that new or newer; Debian 12's is far too old.
wanted_rust() {
  sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml
}

ensure_rust() {
  local wanted
  wanted=$(wanted_rust)
  export PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
  if ! command -v rustup >/dev/null && ! has_new_enough_rust "$wanted"; then
    install_rustup
  fi
  if command -v rustup >/dev/null; then
    ensure_toolchain "$wanted"
  fi
  echo "Rust: $(rustc --version), $(cargo --version)"
}

has_new_enough_rust() {
  local found
  found=$(cargo --version 2>/dev/null | cut -d ' ' -f 2) || return 1
  [[ -n $found ]] || return 1
  [[ $(printf '%s\n' "$1" "$found" | sort -V | head -n 1) == "$1" ]]
}

install_rustup() {
  echo "Rust: installing rustup below ${CARGO_HOME:-$HOME/.cargo}"
  remark "installed rustup"
  curl --proto '=https' --tlsv1.2 -fsSL --retry 3 https://sh.rustup.rs |
    sh -s -- -y --no-modify-path --profile minimal --default-toolchain none
}

# Asks rustup for the network only if a part is really missing.
ensure_toolchain() {
  local listed
  listed=$(rustup toolchain list)
  if ! grep -q "^$1\(-\| \|$\)" <<<"$listed" ||
    ! cargo clippy --version >/dev/null 2>&1 ||
    ! cargo fmt --version >/dev/null 2>&1; then
    echo "Rust: installing toolchain $1 with rustfmt and clippy"
    remark "installed Rust $1"
    rustup toolchain install "$1" --profile minimal \
      --component rustfmt --component clippy
  fi
}

ensure_node() {
  local folder=$tools/node-$node_version
  if [[ -x $folder/bin/node ]]; then
    export PATH=$folder/bin:$PATH
  fi
  if ! has_new_enough_node; then
    install_node "$folder"
    export PATH=$folder/bin:$PATH
  fi
  echo "Node: $(node --version), npm $(npm --version)"
}

has_new_enough_node() {
  local found
  found=$(node --version 2>/dev/null) || return 1
  command -v npm >/dev/null || return 1
  found=${found#v}
  [[ ${found%%.*} -ge ${node_version%%.*} ]]
}

install_node() {
  local machine name where
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *)
      echo "Node: no official build for $(uname -m); please install Node ${node_version%%.*} or newer" >&2
      return 1
      ;;
  esac
  name=node-v$node_version-linux-$machine
  where=$(mktemp -d)
  echo "Node: installing $node_version below $1"
  remark "installed Node $node_version"
  curl --proto '=https' -fsSL --retry 3 --output-dir "$where" \
    -O "https://nodejs.org/dist/v$node_version/$name.tar.xz" \
    -O "https://nodejs.org/dist/v$node_version/SHASUMS256.txt"
  (cd "$where" && grep " $name.tar.xz\$" SHASUMS256.txt | sha256sum --check --quiet -)
  mkdir -p "$1"
  tar -xJf "$where/$name.tar.xz" -C "$1" --strip-components 1
  rm -r "$where"
}

# ensure_cargo_tool NAME VERSION: built once per version, then on the PATH.
ensure_cargo_tool() {
  local folder=$tools/$1-$2
  if [[ ! -x $folder/bin/$1 ]]; then
    echo "$1: building $2 into $folder"
    remark "built $1"
    cargo install "$1" --version "$2" --locked --root "$folder"
  fi
  export PATH=$folder/bin:$PATH
  echo "$1: $2"
}

# The shared target folder keeps a clean clone warm, and grows with every
# dependency that ever changed. Past this size it is worth starting again.
prune_target() {
  local limit_gib=20 used_gib
  [[ -d $CARGO_TARGET_DIR ]] || return 0
  used_gib=$(($(du -s -B 1 "$CARGO_TARGET_DIR" | cut -f 1) >> 30))
  if [[ $used_gib -ge $limit_gib ]]; then
    echo "Build folder: $used_gib GiB, starting afresh"
    remark "emptied the build folder"
    rm -r "$CARGO_TARGET_DIR"
  fi
}
