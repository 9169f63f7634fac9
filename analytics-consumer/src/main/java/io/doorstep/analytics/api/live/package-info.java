/** The learner's events as they come, to whoever listens over HTTP: server-sent events, each reader at its own pace. */
@NullMarked
package io.doorstep.analytics.api.live;

import org.jspecify.annotations.NullMarked;
