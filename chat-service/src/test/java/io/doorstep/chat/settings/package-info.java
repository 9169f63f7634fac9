@NullMarked
package io.doorstep.chat.settings;

import org.jspecify.annotations.NullMarked;
