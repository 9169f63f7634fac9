@NullMarked
package io.doorstep.support.security;

import org.jspecify.annotations.NullMarked;
