@NullMarked
package io.doorstep.chat.kafka.delivery;

import org.jspecify.annotations.NullMarked;
