/**
 * Who is calling: the key limits are counted by, tiers, session tickets, pseudonyms; and a watch for proxies that are not
 * configured. Knows nothing of sockets or Kafka, so that a caller is the same whatever it calls.
 */
@NullMarked
package io.doorstep.chat.client;

import org.jspecify.annotations.NullMarked;
