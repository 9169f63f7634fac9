/** The effective limits of scopes. */
@NullMarked
package io.doorstep.chat.limits;

import org.jspecify.annotations.NullMarked;
