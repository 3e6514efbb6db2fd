# Installs what is missing and says so; what is there is used as it is.
# Sourced by ./do. Everything that is not a system package goes below $kept,
# in folders that carry the version, so that an upgrade never mixes with what
# was there before.

kept=${XDG_CACHE_HOME:-$HOME/.cache}/alongside
tools=$kept/tools

node_version=20.20.2
npm_version=10.9.9
tauri_driver_version=2.1.0
cargo_deny_version=0.20.2

# Building: the compiler, the webview's headers, OpenSSL's for SQLCipher.
# Testing: a virtual display, a session bus, a keyring that can be unlocked
# without a person, the driver of the real window, a browser for the screens, and
# what makes a line bad or sets a program's clock.
system_packages=(
  build-essential ca-certificates curl libssl-dev libwebkit2gtk-4.1-dev
  pkg-config xz-utils
  at-spi2-core chromium dbus fonts-dejavu-core gnome-keyring jq
  libglib2.0-bin webkit2gtk-driver xauth xvfb
  faketime iproute2 iptables
)

#: setup    only sets up what is missing: system packages, Rust, Node, tools
verb_setup() {
  step 'setup' setup_all
}

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
  quietly as_root apt-get update
  install_packages "${missing[@]}"
}

install_packages() {
  quietly as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends "$@"
}

# quietly COMMAND…: shows what it printed only if it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" >"$log" 2>&1 || status=$?
  [[ $status -eq 0 ]] || tail -n 50 "$log" >&2
  rm "$log"
  return "$status"
}

is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# The version rust-toolchain.toml asks for. A system without rustup may bring a
# compiler of its own if it is that new or newer; Debian 12's `rustc` is far too
# old.
wanted_rust() {
  sed -n 's/^channel = "\(.*\)"$/\1/p' rust-toolchain.toml
}

ensure_rust() {
  local wanted
  wanted=$(wanted_rust)
  export PATH=${CARGO_HOME:-$HOME/.cargo}/bin:$PATH
  if ! command -v rustup >/dev/null && ! has_new_enough_rust "$wanted"; then
    install_rust "$wanted"
  fi
  if command -v rustup >/dev/null; then
    ensure_toolchain "$wanted"
  fi
  has_new_enough_rust "$wanted" || {
    echo "Rust: $wanted or newer is needed, with cargo, rustfmt and clippy" >&2
    return 1
  }
  echo "Rust: $(rustc --version), $(cargo --version)"
}

has_new_enough_rust() {
  local found
  found=$(cargo --version 2>/dev/null | cut -d ' ' -f 2) || return 1
  [[ -n $found ]] && at_least "$found" "$1" &&
    cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1
}

# at_least FOUND WANTED: whether a version is that one or a later one.
at_least() {
  [[ $(printf '%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

# rustup gives exactly the version wanted. Where its server cannot be reached,
# Debian keeps a recent compiler for building browsers, which does as well.
install_rust() {
  local installer candidate
  installer=$(mktemp)
  echo "Rust: installing rustup below ${CARGO_HOME:-$HOME/.cargo}"
  if curl --proto '=https' --tlsv1.2 -fsSL --retry 2 -o "$installer" https://sh.rustup.rs; then
    sh "$installer" -y --no-modify-path --profile minimal --default-toolchain none
    rm "$installer"
    remark "installed rustup"
    return
  fi
  rm "$installer"
  candidate=$(apt-cache policy rustc-web 2>/dev/null | sed -n 's/^ *Candidate: \([0-9.]*\).*/\1/p')
  if [[ -z $candidate ]] || ! at_least "$candidate" "$1"; then
    echo "Rust: rustup cannot be reached and this system has no Rust $1 or newer" >&2
    return 1
  fi
  echo "Rust: rustup cannot be reached; installing the system's $candidate"
  remark "installed the system's Rust $candidate"
  install_packages rustc-web cargo-web rust-web-clippy rustfmt-web
}

# Asks rustup for the network only if a part is really missing.
ensure_toolchain() {
  local listed
  listed=$(rustup toolchain list)
  if ! grep -q "^$1\(-\| \|$\)" <<<"$listed" || ! has_new_enough_rust "$1"; then
    echo "Rust: installing toolchain $1 with rustfmt and clippy"
    remark "installed Rust $1"
    rustup toolchain install "$1" --profile minimal \
      --component rustfmt --component clippy
  fi
}

ensure_node() {
  local folder=$tools/node-$node_version
  if [[ -x $folder/bin/npm ]]; then
    export PATH=$folder/bin:$PATH
  fi
  if ! has_new_enough_node; then
    install_node "$folder"
    export PATH=$folder/bin:$PATH
  fi
  has_new_enough_node || {
    echo "Node: ${node_version%%.*} or newer is needed, with npm" >&2
    return 1
  }
  echo "Node: $(node --version), npm $(npm --version)"
}

has_new_enough_node() {
  local found
  found=$(node --version 2>/dev/null) || return 1
  npm --version >/dev/null 2>&1 || return 1
  found=${found#v}
  [[ ${found%%.*} -ge ${node_version%%.*} ]]
}

# The official build, checked against the sums beside it. Where its server
# cannot be reached, the same build as a package, fetched with the system's npm.
install_node() {
  local folder=$1 machine
  case $(uname -m) in
    x86_64) machine=x64 ;;
    aarch64) machine=arm64 ;;
    *)
      echo "Node: no official build for $(uname -m); please install Node ${node_version%%.*} or newer" >&2
      return 1
      ;;
  esac
  echo "Node: installing $node_version below $folder"
  remark "installed Node $node_version"
  mkdir -p "$folder"
  if ! fetch_node "$folder" "node-v$node_version-linux-$machine.tar.xz"; then
    echo "Node: its server cannot be reached; taking it as a package"
    install_packages npm
    npm install --global --no-audit --no-fund --prefix "$folder" \
      "node-linux-$machine@$node_version" "npm@$npm_version"
  fi
}

# Used as a condition, so every line says itself that it must succeed.
fetch_node() {
  local folder=$1 name=$2 where done=1
  where=$(mktemp -d)
  curl --proto '=https' -fsSL --retry 2 --output-dir "$where" \
    -O "https://nodejs.org/dist/v$node_version/$name" \
    -O "https://nodejs.org/dist/v$node_version/SHASUMS256.txt" &&
    (cd "$where" && grep " $name\$" SHASUMS256.txt | sha256sum --check --quiet -) &&
    tar -xJf "$where/$name" -C "$folder" --strip-components 1 &&
    done=0
  rm -r "$where"
  return "$done"
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

# The shared build folder keeps a clean clone warm, and grows with every
# dependency that ever changed. A part of it past this size starts again.
prune_target() {
  local limit_gib=20 part used_gib
  for part in "$CARGO_TARGET_DIR"/*/; do
    [[ -d $part ]] || continue
    used_gib=$(($(du -s -B 1 "$part" | cut -f 1) >> 30))
    if [[ $used_gib -ge $limit_gib ]]; then
      echo "Build folder: $(basename "$part") holds $used_gib GiB, starting afresh"
      remark "emptied $(basename "$part")"
      rm -r "$part"
    fi
  done
}
