/**
 * The whole of Doorstep in one JVM: a real Kafka broker, the chat service and the learner, so that one command without
 * Docker or an installation shows everything. The only place that knows both services, and the only one that touches
 * Kafka's server classes, which are not an API; only the broker is public, because the system tests run on it as well.
 */
@NullMarked
package io.doorstep.stack;

import org.jspecify.annotations.NullMarked;
