/**
 * Checks names and passwords without letting those who guess slow anybody else down. Owns the one thread that hashes, its
 * queue and the limit on failures, and nothing of who the users are or what they may do.
 */
@NullMarked
package io.doorstep.support.passwords;

import org.jspecify.annotations.NullMarked;
