/**
 * The words all parts share: events as sealed records, limits, codes and topics. Plain Java without Spring, Kafka or
 * Jackson, because whoever reads the events must be able to use these types whatever they are built with.
 */
@NullMarked
package io.doorstep.events;

import org.jspecify.annotations.NullMarked;
