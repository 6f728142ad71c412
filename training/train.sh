#!/usr/bin/env bash
# From data to the two model files by one command. See training/README.md.
#
#   training/train.sh DATA_DIR [WORK_DIR]
#
# DATA_DIR holds ud/, ner/, srl/, coref/, events/ and raw/. DEVICE=cuda trains the stages for acts on a graphics processor. WORK_DIR, target/training unless given, keeps every stage's result and a log: start
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
for part in ud/en_ewt-ud-train.conllu ud/gum-train.conllu ner/uner_en_ewt-train.iob2 ner/wikigold.conll ner/wnut17-train.conll srl/ewt_propbank-train.tsv events/coded.jsonl raw; do
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
# Training goes on from NAME.last.pt where that exists.
stage first "$python" train.py "$data" "$work/first.pt" --vectors "$work/vectors.npz" --lexicon "$root/lexicon/actors"
stage first-file "$python" export.py "$data" "$work/first.pt" "$work/first.dateline" --segment "$work/segment.npz"

stage pieces "$python" pieces.py "$data" "$work/pieces.txt"
encoder() {
  local out=$1
  shift
  "$python" train.py "$data" "$work/$out.pt" --encoder "$work/pieces.txt" --lexicon "$root/lexicon/actors" --without wnut \
    --width 256 --layers 1 --arc 128 --rel 128 --tokens 1300 --name-weight 4 --role-weight 2 "$@"
}
# The tensors' allocations are kept instead of being given back and zeroed again: two fifths of a step on some machines.
export MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=8000000000 MALLOC_TOP_PAD_=268435456
stage accurate-1 encoder accurate-1 --epochs 6 --lr 1e-3 --encoder-lr 2e-4 --average-from 3
# Rates go up once more and down again.
stage accurate-2 encoder accurate-2 --from "$work/accurate-1.pt" --epochs 6 --lr 1e-3 --encoder-lr 1.5e-4 --average-from 2
stage accurate-file "$python" export.py "$data" "$work/accurate-2.pt" "$work/accurate.dateline" --like "$work/first.dateline" \
  --names-doubt 0.6

stage program cargo build --release --manifest-path "$root/Cargo.toml" -p dateline
stage examples cargo build --release --manifest-path "$root/Cargo.toml" -p dateline-language --example coref_features
built=${CARGO_TARGET_DIR:-$root/target}/release
chains() {
  for part in train dev; do
    "$built/examples/coref_features" write "$data/ud/gum-$part.conllu" "$data/coref" "$work/chains-$part.bin"
  done
}
stage chains chains
stage coref "$python" coref.py "$work/chains-train.bin" "$work/chains-dev.bin" "$work/coref.npz" --vectors 0
stage coref-file "$python" coref.py --export "$work/coref.npz" "$work/accurate.dateline" "$work/en-accurate.dateline"

# The small model learns from what the large one says of unlabelled text.
stage sample "$python" sample.py "$data" "$work/sample.jsonl"
silver() {
  "$built/dateline" parse --from jsonl --format conllu --quiet --model "$work/en-accurate.dateline" "$work/sample.jsonl" \
    > "$work/silver.conllu"
}
stage silver silver
stage fast "$python" train.py "$data" "$work/fast.pt" --init "$work/first.dateline" --silver "$work/silver.conllu" \
  --lexicon "$root/lexicon/actors" --layers 4 --epochs 9 --gold-times 2 --lr 1e-3 --average-from 4 --name-weight 4 \
  --role-weight 2 --without wnut --vocabulary 30000 --tokens 900
stage fast-file "$python" export.py "$data" "$work/fast.pt" "$work/en-fast.dateline" --like "$work/first.dateline"

# Acts: taught with everything else, beginning with the models as they are. Four networks that each leave a quarter of the
# coded documents out say how good they are, and together teach on unlabelled paragraphs.
parsed() {
  "$python" acts.py "$data" "$work/passages.jsonl"
  "$python" passages.py "$data" "$work/paragraphs.jsonl"
  for part in passages paragraphs; do
    "$built/dateline" parse --from jsonl --format conllu --quiet --model "$work/en-accurate.dateline" "$work/$part.jsonl" > "$work/$part.conllu"
  done
}
stage parsed parsed
device=${DEVICE:-cpu}
acts=(--acts "$work/passages.conllu" --lexicon "$root/lexicon/actors" --without wnut --name-weight 4 --role-weight 2 --lr 1e-3 --device "$device")
large=(--encoder "$work/en-accurate.dateline" --width 256 --layers 1 --arc 128 --rel 128 "${acts[@]}")
small=(--init "$work/en-fast.dateline" --layers 4 --vocabulary 30000 "${acts[@]}")
for k in 0 1 2 3; do
  stage "teacher-$k" "$python" train.py "$data" "$work/teacher-$k.pt" "${large[@]}" --init "$work/en-accurate.dateline" --fold "$k/4" --seed $((k + 1)) \
    --tokens 1600 --epochs 6 --average-from 4 --treebanks 0.25 --encoder-lr 1.5e-4
done
stage teach "$python" teach.py "$work/paragraphs.conllu" "$work/taught.pickle" "$work"/teacher-[0-3].pt --device "$device"
taught=(--taught "$work/taught.pickle" --tokens 2600 --treebanks 0.4)
stage acts-1 "$python" train.py "$data" "$work/acts-1.pt" "${large[@]}" --init "$work/en-accurate.dateline" "${taught[@]}" --taught-share 0.35 \
  --epochs 4 --average-from 3 --encoder-lr 1.5e-4
stage acts-2 "$python" train.py "$data" "$work/acts-2.pt" --from "$work/acts-1.pt" "${large[@]}" "${taught[@]}" --taught-share 0.3 --epochs 6 \
  --average-from 4 --encoder-lr 2e-4 --acts-weight 1.5
stage acts-fast "$python" train.py "$data" "$work/acts-fast.pt" "${small[@]}" "${taught[@]}" --taught-share 0.35 --epochs 10 --average-from 8 \
  --acts-weight 1.5
# Levels and calibration are those of calibrate.py on parts of the training passages that a network had not seen.
stage acts-files sh -c "'$python' export.py '$data' '$work/acts-2.pt' '$work/en-accurate.dateline' --like '$work/en-accurate.dateline' \
  --names-doubt 0.6 --act-least 0.7 --argument-least 0.25 --act-calibration 0.277 0.268 0.465 0.331 0.653 0.424 0.804 0.491 0.895 0.658 \
  0.95 0.747 0.978 0.848 0.994 0.944 1.0 1.0 && '$python' export.py '$data' '$work/acts-fast.pt' '$work/en-fast.dateline' --like \
  '$work/en-fast.dateline' --act-least 0.5 --argument-least 0.35 --act-calibration 0.231 0.156 0.303 0.18 0.387 0.235 0.487 0.262 0.599 \
  0.313 0.707 0.476 0.81 0.571 0.924 0.833 0.981 1.0"

for name in en-accurate en-fast; do
  # A copy and a rename: a build that runs meanwhile never sees half a model.
  cp "$work/$name.dateline" "$root/models/.$name.dateline.new"
  mv "$root/models/.$name.dateline.new" "$root/models/$name.dateline"
done
cat <<END
models/en-accurate.dateline and models/en-fast.dateline are new. What is left to do:
  cargo xtask card $1      measure them, write models/MODEL.md
  cargo xtask snapshots    write what they make of the reports; look at the difference
  cargo xtask test         run the cases; take away or set \`known failure\` marks
END
