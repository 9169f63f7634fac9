@NullMarked
package io.doorstep.chat.kafka.follow;

import org.jspecify.annotations.NullMarked;
