/** Who hears what. */
@NullMarked
package io.doorstep.chat.conversation;

import org.jspecify.annotations.NullMarked;
