@NullMarked
package io.doorstep.chat.web;

import org.jspecify.annotations.NullMarked;
