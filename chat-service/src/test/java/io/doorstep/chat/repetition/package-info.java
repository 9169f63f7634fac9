@NullMarked
package io.doorstep.chat.repetition;

import org.jspecify.annotations.NullMarked;
