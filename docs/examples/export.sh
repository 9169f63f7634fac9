#!/bin/sh
# Everything that is on the admission topics, one JSON object a line, for SQL.
#
#     ./export.sh [localhost:9092] > events.jsonl
set -eu
servers=${1:-localhost:9092}
for topic in admission.connections admission.violations admission.patterns admission.limits; do
    kcat -b "$servers" -C -t "$topic" -e -q -X isolation.level=read_committed -J
done | jq -c '
    (.headers as $h | [range(0; $h | length; 2) | {key: $h[.], value: $h[. + 1]}] | from_entries) as $ce
    | select(.payload != null)
    | {id: $ce.ce_id, source: $ce.ce_source, sequence: ($ce.ce_sequence | tonumber), type: $ce.ce_type,
       time: $ce.ce_time, topic, key, event: (.payload | fromjson)}'
