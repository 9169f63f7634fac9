@NullMarked
package io.doorstep.support.passwords;

import org.jspecify.annotations.NullMarked;
