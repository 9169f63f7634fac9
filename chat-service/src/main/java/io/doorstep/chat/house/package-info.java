/**
 * The places of an instance: who holds one, how they are divided, who makes room, and who waits in which order. Knows no rate and
 * no rejection.
 */
@NullMarked
package io.doorstep.chat.house;

import org.jspecify.annotations.NullMarked;
