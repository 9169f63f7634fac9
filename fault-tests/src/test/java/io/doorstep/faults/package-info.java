/**
 * Doorstep while something fails: processes are killed, brokers go away, topics are deleted, disks are full, records cannot
 * be read. What is promised for then is held here, on whole processes and real Kafka.
 */
@NullMarked
package io.doorstep.faults;

import org.jspecify.annotations.NullMarked;
