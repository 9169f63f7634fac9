@NullMarked
package io.doorstep.chat.status;

import org.jspecify.annotations.NullMarked;
