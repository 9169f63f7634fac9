@NullMarked
package io.doorstep.chat.kafka.spool;

import org.jspecify.annotations.NullMarked;
