"""Who is refused, why and since when: a running table from admission.violations.

    apt install python3-kafka        (or pip install kafka-python)
    python3 refusals.py [localhost:9092] [SECONDS]
"""

import json
import sys
import time

from kafka import KafkaConsumer

servers = sys.argv[1] if len(sys.argv) > 1 else "localhost:9092"
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else float("inf")

consumer = KafkaConsumer("admission.violations", bootstrap_servers=servers, auto_offset_reset="earliest",
                         enable_auto_commit=False, consumer_timeout_ms=1000)
refused = {}  # (client, code) -> [count, since, until]
seen = set()  # ids: after a publisher was killed, an event may come twice
end = time.monotonic() + seconds
while time.monotonic() < end:
    for record in consumer:
        headers = {name: value.decode() for name, value in record.headers}
        if headers.get("ce_type") != "io.doorstep.violation.v1" or headers["ce_id"] in seen:
            continue
        seen.add(headers["ce_id"])
        event = json.loads(record.value)
        entry = refused.setdefault((event["client"], event["code"]), [0, headers["ce_time"], ""])
        entry[0] += event["count"]
        entry[2] = headers["ce_time"]
    print(f"\n{'refused':>8}  {'since':20.20}  {'until':20.20}  {'code':28}  client")
    for (client, code), (count, since, until) in sorted(refused.items(), key=lambda item: -item[1][0])[:20]:
        print(f"{count:>8}  {since:20.20}  {until:20.20}  {code:28}  {client[:12]}")
