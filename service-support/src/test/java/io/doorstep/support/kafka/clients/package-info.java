@NullMarked
package io.doorstep.support.kafka.clients;

import org.jspecify.annotations.NullMarked;
