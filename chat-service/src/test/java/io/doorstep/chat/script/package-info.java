@NullMarked
package io.doorstep.chat.script;

import org.jspecify.annotations.NullMarked;
