@NullMarked
package io.doorstep.chat.limiter;

import org.jspecify.annotations.NullMarked;
