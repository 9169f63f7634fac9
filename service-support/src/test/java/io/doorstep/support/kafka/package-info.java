@NullMarked
package io.doorstep.support.kafka;

import org.jspecify.annotations.NullMarked;
