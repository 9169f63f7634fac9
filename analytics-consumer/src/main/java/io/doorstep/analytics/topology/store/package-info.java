/**
 * What the topology keeps and sends between its tasks: keys, messages, serdes, and a store of objects that are changed in
 * place. Used by {@code stream} and {@code readmodel}.
 */
@NullMarked
package io.doorstep.analytics.topology.store;

import org.jspecify.annotations.NullMarked;
