/** Origins and hosts, by tables. */
@NullMarked
package io.doorstep.support.origin;

import org.jspecify.annotations.NullMarked;
