#!/usr/bin/env bash
# nightly.sh INBOX [--month 2026-03] [--keep N] [any option of claimaudit run]
#
# For cron: takes what has arrived in INBOX, loads it, audits the months that it belongs to and writes the reports.
#   INBOX/done/<date>/     what was loaded
#   INBOX/refused/<date>/  what was not, with the reason beside it in <name>.reason.txt
# Prints one summary if there is something new or wrong, and nothing otherwise. Keeps the last N run folders (default
# 30; 0 keeps all). Exit codes are those of claimaudit; 12 also when a file was refused and all else went well.
set -uo pipefail
umask 077

usage() {
  echo "usage: ${0##*/} INBOX [--month 2026-03] [--keep N] [options of claimaudit run]" >&2
  exit 2
}

[ $# -ge 1 ] || usage
case $1 in -*) usage ;; esac
inbox=${1%/}
shift
month=arrived
keep=30
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --month) [ $# -ge 2 ] || usage; month=$2; shift 2 ;;
    --month=*) month=${1#*=}; shift ;;
    --keep) [ $# -ge 2 ] || usage; keep=$2; shift 2 ;;
    --keep=*) keep=${1#*=}; shift ;;
    *) options+=("$1"); shift ;;
  esac
done
case $keep in '' | *[!0-9]*) usage ;; esac
period=(--month "$month")
for option in ${options[@]+"${options[@]}"}; do
  case $option in --from | --from=*) period=() ;; esac
done

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P) || exit 1
program=${CLAIMAUDIT_BIN:-$here/claimaudit}
[ -x "$program" ] || program=$here/../bin/claimaudit
claimaudit() { "$program" "$@" ${options[@]+"${options[@]}"}; }

if [ ! -d "$inbox" ]; then
  echo "claimaudit: The inbox $inbox does not exist." >&2
  echo "  Name the folder in which the exports arrive." >&2
  exit 10
fi
inbox=$(cd "$inbox" && pwd -P) || exit 10
if [ ! -w "$inbox" ]; then
  echo "claimaudit: The inbox $inbox cannot be written." >&2
  echo "  Give this user the right to move files there." >&2
  exit 2
fi
today=$(date +%F)
taken=$inbox/.taken-$(uname -n)-$$ # out of the way of another nightly run, which then finds nothing to do
work=$(mktemp -d) || exit 1

# Moves a file below another folder under its own relative name, beside what is already there.
move() { # root, relative name, target folder; the new path is in $moved
  moved=$3/$2
  local n=1
  while [ -e "$moved" ]; do
    moved=$3/$2.$n
    n=$((n + 1))
  done
  mkdir -p "$(dirname "$moved")" && mv "$1/$2" "$moved"
}

# What arrived: whole files only, in the order of their names; a hidden or partial one is not there yet.
arrived() { # root
  (cd "$1" && find . \( -path ./done -o -path ./refused -o -name '.?*' \) -prune -o \
    -type f ! -name '*.part' ! -name '*.tmp' ! -name '*.filepart' -print0) | LC_ALL=C sort -z
}

give_back() {
  local file
  [ -d "$taken" ] || return 0
  while IFS= read -r -d '' file; do
    move "$taken" "${file#./}" "$inbox"
  done < <(cd "$taken" && find . -type f -print0)
  find "$taken" -depth -type d -empty -delete
}

child=
finish() {
  if [ -n "$child" ]; then wait "$child" 2>/dev/null; fi
  give_back
  rm -rf "$work"
}
trap finish EXIT
trap 'if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null; fi; exit 130' INT
trap 'if [ -n "$child" ]; then kill -TERM "$child" 2>/dev/null; fi; exit 143' TERM HUP

# Files that a run left behind which was killed outright.
for left in "$inbox"/.taken-"$(uname -n)"-*; do
  [ -d "$left" ] || continue
  kill -0 "${left##*-}" 2>/dev/null && continue
  mine=$taken taken=$left
  give_back
  taken=$mine
done

take() {
  local file
  local -A size=()
  local files=() young=
  while IFS= read -r -d '' file; do
    files+=("${file#./}")
    size[${file#./}]=$(stat -c %s-%Y "$inbox/$file")
    if [ -n "$(find "$inbox/$file" -mmin -1 2>/dev/null)" ]; then young=1; fi
  done < <(arrived "$inbox")
  if [ -n "$young" ]; then sleep 1; fi # one that still grows is left for the next night
  for file in ${files[@]+"${files[@]}"}; do
    [ "$(stat -c %s-%Y "$inbox/$file" 2>/dev/null)" = "${size[$file]}" ] || continue
    mkdir -p "$taken/$(dirname "$file")" && mv "$inbox/$file" "$taken/$file"
  done
}

refused=()
refuse() { # relative name, file with the reason
  move "$taken" "$1" "$inbox/refused/$today" || return
  refused+=("$1")
  {
    echo "refused: $1"
    sed "s#$taken/##g" "$2" >"$moved.reason.txt"
    cat "$moved.reason.txt"
  } >>"$work/refused"
}

# The file that an error names: the longest of the names in it.
named() { # file with the error
  local file best=
  while IFS= read -r -d '' file; do
    file=${file#./}
    if [ ${#file} -gt ${#best} ] && grep -qF -- "$file" "$1"; then best=$file; fi
  done < <(arrived "$taken")
  [ -n "$best" ] && printf '%s' "$best"
}

take
[ -d "$taken" ] || exit 0

while :; do
  : >"$work/listing"
  claimaudit run "$taken" ${period[@]+"${period[@]}"} --quiet --listing "$work/listing" >"$work/out" 2>"$work/err" &
  child=$!
  wait "$child"
  code=$?
  child=
  [ $code -eq 12 ] || break
  culprit=$(named "$work/err") || break
  refuse "$culprit" "$work/err" || break
  if [ -z "$(arrived "$taken" | tr -d '\0')" ]; then break; fi
done

case $code in
  0 | 3 | 4)
    # One line a file: what became of it, its name below the inbox, why.
    while IFS=$'\t' read -r what name why; do
      if [ "$what" = skipped ] && [ -f "$taken/$name" ]; then
        echo "$why" >"$work/why"
        refuse "$name" "$work/why"
      fi
    done <"$work/listing"
    while IFS= read -r -d '' file; do
      move "$taken" "${file#./}" "$inbox/done/$today"
    done < <(arrived "$taken")
    ;;
esac

cat "$work/out"
if [ ${#refused[@]} -gt 0 ]; then
  [ ! -s "$work/out" ] || echo
  cat "$work/refused"
fi
case $code in
  0 | 4) ;;
  12) if [ ${#refused[@]} -eq 0 ]; then cat "$work/err" >&2; fi ;;
  *) cat "$work/err" >&2 ;;
esac
if [ $code -eq 0 ] && [ ${#refused[@]} -gt 0 ]; then code=12; fi

# Old run folders, the oldest first; their names sort by time.
if [ "$keep" -gt 0 ]; then
  case $code in
    0 | 3 | 4 | 12)
      out=$(claimaudit config show out 2>/dev/null) || out=
      if [ -n "$out" ] && [ -d "$out" ]; then
        latest=$(readlink "$out/latest" 2>/dev/null)
        find "$out" -mindepth 1 -maxdepth 1 -type d -name 'run-[0-9]*' -printf '%f\0' | LC_ALL=C sort -z |
          head -z -n "-$keep" | while IFS= read -r -d '' run; do
            [ "$run" = "${latest##*/}" ] || rm -rf -- "${out:?}/$run"
          done
      fi
      ;;
  esac
fi
exit "$code"
