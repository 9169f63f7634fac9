/** The chat service and the learner as tests start them, in this JVM or as processes of their own. */
@NullMarked
package io.doorstep.testing.service;

import org.jspecify.annotations.NullMarked;
