@NullMarked
package io.doorstep.chat.sanction;

import org.jspecify.annotations.NullMarked;
