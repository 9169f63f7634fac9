-- SQLite:  sqlite3 :memory: < questions.sql    (in the folder of events.jsonl, as export.sh writes it)
create table line(json text);
.mode ascii
.separator "\037" "\n"
.import events.jsonl line
.mode column
.headers on

-- An event that came twice has the same id.
create view event as
select json ->> 'id' as id, json ->> 'source' as source, json ->> 'sequence' as sequence, json ->> 'type' as type,
       json ->> 'time' as time, json -> 'event' as event
from line group by json ->> 'id';

.print
.print Who is refused, why, since when?
select sum(event ->> 'count') as refused, event ->> 'code' as code, min(time) as since, max(time) as until,
       substr(event ->> 'client', 1, 12) as client
from event where type = 'io.doorstep.violation.v1'
group by event ->> 'client', event ->> 'code' order by refused desc limit 20;

.print
.print How many attempts succeed?
with attempt as (
    select substr(time, 1, 16) as minute, 1 as admitted, 0 as rejected
    from event where type = 'io.doorstep.connection.opened.v1'
    union all
    select substr(time, 1, 16), 0, event ->> 'count'
    from event where type = 'io.doorstep.violation.v1'
     and event ->> 'code' not in ('MESSAGE_RATE_LIMIT_EXCEEDED', 'SESSION_LIMIT_EXCEEDED', 'INVALID_MESSAGE',
                                  'MESSAGE_TOO_LARGE', 'IDLE_TIMEOUT'))
select minute, sum(admitted) as admitted, sum(rejected) as rejected,
       round(100.0 * sum(admitted) / sum(admitted + rejected), 1) as "success %"
from attempt group by minute order by minute;

.print
.print How full is the pool, on each instance?
select substr(time, 1, 16) as minute, source, max(event ->> 'pool_connections') as peak
from event where type = 'io.doorstep.connection.opened.v1' group by minute, source order by minute;

.print
.print Which limits were revised, and why?
select event ->> 'revision' as revision, event ->> 'scope' as scope, event ->> 'author' as author, time,
       event ->> 'reason' as reason
from event where type = 'io.doorstep.limits.revised.v1' order by revision;

.print
.print What has been lost? (holes in the sequences of each instance, as long as all of it is still on Kafka)
select source, count(*) as arrived, max(sequence) - min(sequence) + 1 - count(*) as lost
from event where type not in ('io.doorstep.usage.pattern.v1', 'io.doorstep.limits.revised.v1') group by source;
