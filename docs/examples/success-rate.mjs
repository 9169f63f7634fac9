// How many attempts to connect succeed, minute by minute, until it is stopped.
//
//     npm install kafkajs
//     node success-rate.mjs [localhost:9092] [SECONDS]

import { Kafka, logLevel } from 'kafkajs';

const [servers = 'localhost:9092', seconds = '0'] = process.argv.slice(2);
const atTheDoor = new Set(['RATE_LIMIT_EXCEEDED', 'CONNECTION_LIMIT_EXCEEDED', 'INVALID_PRODUCT_ID', 'INVALID_SESSION_ID',
  'ORIGIN_NOT_ALLOWED', 'CLIENT_SANCTIONED', 'SERVER_DRAINING']);
const minutes = new Map();

const kafka = new Kafka({ brokers: servers.split(','), logLevel: logLevel.ERROR });
const consumer = kafka.consumer({ groupId: `success-rate-${process.pid}` });
await consumer.connect();
await consumer.subscribe({ topics: ['admission.connections', 'admission.violations'], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    const type = message.headers.ce_type?.toString();
    const minute = message.headers.ce_time?.toString().slice(0, 16);
    const count = minutes.get(minute) ?? { admitted: 0, rejected: 0 };
    if (type === 'io.doorstep.connection.opened.v1') {
      count.admitted++;
    } else if (type === 'io.doorstep.violation.v1') {
      const event = JSON.parse(message.value);
      if (!atTheDoor.has(event.code)) return;
      count.rejected += event.count;
    } else {
      return;
    }
    minutes.set(minute, count);
  },
});

const report = () => console.table([...minutes].sort().slice(-15).map(([minute, { admitted, rejected }]) =>
  ({ minute, admitted, rejected, 'success %': (100 * admitted / (admitted + rejected)).toFixed(1) })));
const every = setInterval(report, 10_000);
const stop = async () => { clearInterval(every); report(); await consumer.disconnect(); };
process.once('SIGINT', stop).once('SIGTERM', stop);
if (seconds > 0) setTimeout(stop, seconds * 1000);
