/**
 * Events as bytes: JSON values and CloudEvents headers in Kafka's binary mode, and the schemas that describe them. Apart
 * from the records, so that these stay free of Jackson and Kafka.
 */
@NullMarked
package io.doorstep.events.json;

import org.jspecify.annotations.NullMarked;
