@NullMarked
package io.doorstep.analytics.api.commands;

import org.jspecify.annotations.NullMarked;
