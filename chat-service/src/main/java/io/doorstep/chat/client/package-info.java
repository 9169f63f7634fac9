/**
 * Who is calling: addresses behind proxies, keys, tiers and session tickets. Knows nothing of sockets or Kafka, so
 * that a caller is the same whatever it calls.
 */
@NullMarked
package io.doorstep.chat.client;

import org.jspecify.annotations.NullMarked;
