/**
 * A real Kafka broker in this JVM, and when it cannot go on. The only room that touches Kafka's server classes, which are
 * not an API.
 */
@NullMarked
package io.doorstep.stack.broker;

import org.jspecify.annotations.NullMarked;
