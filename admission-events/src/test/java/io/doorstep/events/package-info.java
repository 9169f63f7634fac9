/** The boundaries of the contract. */
@NullMarked
package io.doorstep.events;

import org.jspecify.annotations.NullMarked;
