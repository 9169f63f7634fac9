/**
 * The topics as they are on a broker: created where they are missing and that is allowed, and held against the contract
 * where they are there. Both services start with this. Kafka's own client and nothing else, so that whoever reads the
 * events can use it too.
 */
@NullMarked
package io.doorstep.events.topics;

import org.jspecify.annotations.NullMarked;
