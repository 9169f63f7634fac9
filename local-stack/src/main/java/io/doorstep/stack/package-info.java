/**
 * The whole of Doorstep in one JVM: a real Kafka broker, the chat service and the learner, so that one command without
 * Docker or an installation shows everything. The only place that knows both services.
 */
@NullMarked
package io.doorstep.stack;

import org.jspecify.annotations.NullMarked;
