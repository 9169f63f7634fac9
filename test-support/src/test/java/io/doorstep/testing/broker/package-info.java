@NullMarked
package io.doorstep.testing.broker;

import org.jspecify.annotations.NullMarked;
