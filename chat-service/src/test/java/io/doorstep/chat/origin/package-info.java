@NullMarked
package io.doorstep.chat.origin;

import org.jspecify.annotations.NullMarked;
