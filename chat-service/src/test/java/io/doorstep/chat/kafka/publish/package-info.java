@NullMarked
package io.doorstep.chat.kafka.publish;

import org.jspecify.annotations.NullMarked;
