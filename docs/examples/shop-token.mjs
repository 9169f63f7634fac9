// The shop's side: signs a token that says who its customer is, for the chat to check with doorstep.jwt.secret.
//
//     DOORSTEP_JWT_SECRET=… node shop-token.mjs   # http://localhost:8090/chat-token

import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A JSON Web Token (HS256) of a customer, good for five minutes: the page asks for another when the chat says that it has expired. */
export function sign(customer, secret, now = Date.now()) {
  const seconds = Math.floor(now / 1000);
  const unsigned = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ sub: customer, iat: seconds, exp: seconds + 300 })}`;
  return `${unsigned}.${createHmac('sha256', secret).update(unsigned).digest('base64url')}`;
}

/** Who has signed in to the shop: here, whoever its cookie names. A real shop looks into its session. */
function customerOf(request) {
  return /(?:^|; )customer=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  createServer((request, response) => {
    const customer = customerOf(request);
    if (customer === undefined) {
      response.writeHead(204).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' });
    response.end(sign(customer, process.env.DOORSTEP_JWT_SECRET));
  }).listen(8090);
}
