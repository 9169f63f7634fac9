@NullMarked
package io.doorstep.chat.kafka.pipeline;

import org.jspecify.annotations.NullMarked;
