/**
 * The learner as Kafka Streams: the topology with its stores and forms on the wire, the life of the streams, and the read
 * side that follows what they publish. Which numbers come out is decided by the pure packages.
 *
 * <p>
 * Clients are folded per input partition, their folds are brought together on one partition, and the same task tunes:
 * a single writer numbers all revisions. A window is closed by each input partition for itself, once it has read past the
 * window's end, and published when all of them have; so a partition that is behind delays a pattern, and never falsifies
 * it.
 *
 * <p>
 * Stores are in memory, backed by changelogs in Kafka. What is folded is changed in place and written before each commit, so
 * that an event costs no bytes, and what was read is committed together with what came of it. Stores hold the clients of the windows that are open, so they are
 * bounded by traffic, not by history; RocksDB would add native memory and seconds to every start to keep on disk what is
 * read a moment later, and still need the changelog to move to another instance.
 */
@NullMarked
package io.doorstep.analytics.topology;

import org.jspecify.annotations.NullMarked;
