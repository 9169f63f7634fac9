/**
 * Texts that one client writes in several conversations. It keeps keyed hashes and counts for a while, never a text, and
 * decides nothing: what many repetitions mean is the learner's.
 */
@NullMarked
package io.doorstep.chat.repetition;

import org.jspecify.annotations.NullMarked;
