/**
 * The words all parts share: events as sealed records, limits, codes and topics. Plain Java without Spring, Kafka or
 * Jackson, because whoever reads the events must be able to use these types whatever they are built with. One package, because a
 * sealed type permits those of its own package alone where there are no modules.
 */
@NullMarked
package io.doorstep.events;

import org.jspecify.annotations.NullMarked;
