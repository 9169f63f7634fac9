@NullMarked
package io.doorstep.support.log;

import org.jspecify.annotations.NullMarked;
