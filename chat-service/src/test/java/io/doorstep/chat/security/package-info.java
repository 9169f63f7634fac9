@NullMarked
package io.doorstep.chat.security;

import org.jspecify.annotations.NullMarked;
