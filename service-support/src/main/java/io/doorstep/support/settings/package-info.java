/**
 * How settings are checked at the start. Owns which {@code doorstep.*} settings there are, and the one sentence that a
 * person reads where one of them is wrong.
 */
@NullMarked
package io.doorstep.support.settings;

import org.jspecify.annotations.NullMarked;
