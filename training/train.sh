#!/usr/bin/env bash
# From data to models/en-fast.dateline by one command. See training/README.md.
#
#   training/train.sh DATA_DIR [WORK_DIR]
#
# DATA_DIR holds ud/, ner/ and raw/. WORK_DIR, target/training unless given, keeps every stage's result and a log: start
# the command again after an interruption and it goes on where it was. A stage that is done is not repeated; delete its
# .done file, or WORK_DIR, to repeat it.
set -euo pipefail

usage() {
  echo "usage: training/train.sh DATA_DIR [WORK_DIR]" >&2
  exit 2
}

[[ $# -eq 1 || $# -eq 2 ]] || usage
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
data=$(cd "$1" && pwd) || usage
work=${2:-$root/target/training}
for part in ud/en_ewt-ud-train.conllu ud/gum-train.conllu ner/uner_en_ewt-train.iob2 ner/wikigold.conll ner/wnut17-train.conll raw; do
  [[ -e $data/$part ]] || { echo "error: $1 lacks $part; training/README.md says what belongs there" >&2; exit 1; }
done
mkdir -p "$work"
work=$(cd "$work" && pwd)
log=$work/train.log
cd "$root/training"

# stage NAME COMMAND…: runs it once, its output on the screen and in the log.
stage() {
  local name=$1
  shift
  if [[ -e $work/$name.done ]]; then
    echo "== $name: done before" | tee -a "$log"
    return
  fi
  echo "== $name: begun $(date -u +%FT%TZ)" | tee -a "$log"
  local begun=$SECONDS
  "$@" 2>&1 | tee -a "$log"
  echo "== $name: done in $((SECONDS - begun)) s" | tee -a "$log"
  touch "$work/$name.done"
}

environment() {
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
}

python=$work/venv/bin/python
export PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

stage environment environment
stage vectors "$python" vectors.py "$data" "$work/vectors.npz"
stage splitter "$python" segment.py --data "$data/ud" --out "$work/segment.npz"
# Goes on from net.last.pt where that exists.
stage network "$python" train.py "$data" "$work/net.pt" --vectors "$work/vectors.npz" --lexicon "$root/lexicon/actors"
stage file "$python" export.py "$data" "$work/net.pt" "$work/segment.npz" "$work/vectors.npz" "$work/en-fast.dateline"

# A copy and a rename: a build that runs meanwhile never sees half a model.
cp "$work/en-fast.dateline" "$root/models/.en-fast.dateline.new"
mv "$root/models/.en-fast.dateline.new" "$root/models/en-fast.dateline"
cat <<END
models/en-fast.dateline is new. What is left to do:
  cargo xtask card $1      measure it, write models/MODEL.md
  cargo xtask snapshots    write what it makes of the reports; look at the difference
  cargo xtask test         run the cases; take away or set \`known failure\` marks
END
